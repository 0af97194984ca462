import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import {
  type AlgorithmChoice,
  type AlgorithmName,
  algorithmEntry,
  type SpaceDimension,
  type Task,
} from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import { attributeSpan } from "./analyse-weights.ts";
import type { CheckContext } from "./check-context.ts";
import { taskNames } from "./read-metric.ts";
import { bare } from "./syntax-text.ts";

/** Reports hyper-parameters, as they were written, that mean nothing for the task. */
export function checkParameterTasks(
  { algorithm }: AlgorithmChoice,
  task: Task | null,
  written: ExpressionSyntax,
  where: Declaration,
  reporter: Reporter,
): void {
  const call = bare(written);
  if (task === null || call.node !== "call") return;
  for (const { name } of call.arguments) {
    if (name === null || isForTask(algorithm, name.text, task)) continue;
    reporter.report(where, name.span, codes.parameterTask, wordsOf(algorithm, name.text, task));
  }
}

/** Reports dimensions of a search that mean nothing for the task of the model that searches by it. */
export function checkDimensionTasks(
  space: readonly SpaceDimension[],
  algorithms: readonly AlgorithmName[],
  task: Task | null,
  model: Declaration,
  { program, reporter }: CheckContext,
): void {
  if (task === null) return;
  for (const { name } of space) {
    const owners = algorithms.filter((each) => Object.hasOwn(algorithmEntry(each).parameters, name));
    const [first] = owners;
    if (first === undefined || owners.some((algorithm) => isForTask(algorithm, name, task))) continue;
    const span = attributeSpan(model, "search", { program });
    reporter.report(model, span, codes.parameterTask, wordsOf(first, name, task));
  }
}

/** Without the hyper-parameters that mean nothing for the task, so that they are in no plan and no digest. */
export function choiceForTask(choice: AlgorithmChoice, task: Task | null): AlgorithmChoice {
  if (task === null) return choice;
  const own = Object.entries(choice.parameters).filter(([name]) => isForTask(choice.algorithm, name, task));
  return { ...choice, parameters: Object.fromEntries(own) };
}

/** True of a parameter that the algorithm lacks, too: that is reported where it is read. */
const isForTask = (algorithm: AlgorithmName, parameter: string, task: Task): boolean =>
  tasksOf(algorithm, parameter)?.includes(task) ?? true;

function tasksOf(algorithm: AlgorithmName, parameter: string): readonly Task[] | undefined {
  const { parameters } = algorithmEntry(algorithm);
  return Object.hasOwn(parameters, parameter) ? parameters[parameter]?.tasks : undefined;
}

function wordsOf(
  algorithm: AlgorithmName,
  parameter: string,
  task: Task,
): { readonly parameter: string; readonly task: string; readonly wanted: string } {
  const tasks = tasksOf(algorithm, parameter) ?? [];
  const classes = tasks.length > 1 && !tasks.includes("regression");
  const wanted = classes ? "classification" : tasks.map((each) => taskNames[each]).join(" or ");
  return { parameter, task: taskNames[task], wanted };
}
