import type { RequestForm } from "../request/request-form.ts";
import type { RequestProblem } from "../request/request-problem.ts";
import type { LoggedProblem } from "./logged-request.ts";

/** What the log keeps of problems: the column and the kind of each, not the value. */
export function loggedProblems(problems: readonly RequestProblem[], form: RequestForm | undefined): LoggedProblem[] {
  const depth = form === undefined ? undefined : form.root.steps.length + (form.root.single ? 1 : 2);
  return problems.map(({ path, code }) => {
    const steps = path.split("/").slice(1);
    const column = steps.length === depth ? steps.at(-1)!.replaceAll("~1", "/").replaceAll("~0", "~") : undefined;
    return { column, code };
  });
}
