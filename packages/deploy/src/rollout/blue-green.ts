import type { Outcome } from "../outcome.ts";
import { checkNew, type RolloutContext, startNew, switchOver, takeBack } from "./context.ts";

/** The new beside the old, then all requests at once. */
export async function blueGreen(context: RolloutContext): Promise<Outcome<void>> {
  const started = await startNew(context);
  if (!started.ok) return started;
  const problems = await checkNew(context, started.value);
  if (problems.length > 0) return takeBack(context, problems);
  return switchOver(context, started.value);
}
