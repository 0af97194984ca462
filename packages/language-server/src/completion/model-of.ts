import type { Compilation, Declaration } from "@mlopsc/compiler";
import type { Task } from "@mlopsc/vocabulary";
import { type Question, referencesOf } from "./question.ts";

type Model = NonNullable<ReturnType<Compilation["analyses"]["models"]["get"]>>;
type Asked = Pick<Question, "program" | "analyses">;

/** The attributes by which blocks lead to the model that they are about, in the order in which they are followed. */
const ways = ["model", "members", "watch", "monitor"] as const;

/** The model that a block is, is made of, serves, watches or tells of. */
export function modelOf(block: Declaration | null, asked: Asked): Model | undefined {
  if (block === null) return undefined;
  const own = asked.analyses.models.get(block);
  if (own !== undefined) return own;
  for (const way of ways) {
    const [next] = referencesOf(asked, block, way);
    if (next !== undefined && next !== block) return modelOf(next, asked);
  }
  // An alert need not name the project's only monitor.
  const monitors = [...asked.program.byKind.monitor.values()];
  return block.kind === "alert" && monitors.length === 1 ? modelOf(monitors[0]!, asked) : undefined;
}

/** What the models predict that a block is about; null where that is not known, or differs. */
export function taskOf(block: Declaration | null, asked: Asked): Task | null {
  if (block?.kind !== "search") return modelOf(block, asked)?.task ?? null;
  const users = [...asked.analyses.models.values()].filter(({ declaration }) =>
    referencesOf(asked, declaration, "search").includes(block),
  );
  const tasks = new Set(users.map(({ task }) => task));
  return tasks.size === 1 ? (users[0]?.task ?? null) : null;
}
