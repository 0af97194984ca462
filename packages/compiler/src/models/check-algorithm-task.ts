import { codes, type Span } from "@mlopsc/diagnostics";
import { type AlgorithmChoice, algorithmEntry, type Task } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import { taskNames } from "./read-metric.ts";

/** Reports an algorithm that cannot predict a column of this task; true where it can, or the task is not known. */
export function checkAlgorithmTask(
  { algorithm }: AlgorithmChoice,
  task: Task | null,
  column: string,
  where: Declaration,
  span: Span,
  reporter: Reporter,
): boolean {
  if (task === null || algorithmEntry(algorithm).tasks.includes(task)) return true;
  reporter.report(where, span, codes.algorithmTask, { algorithm, task: taskNames[task], column });
  return false;
}
