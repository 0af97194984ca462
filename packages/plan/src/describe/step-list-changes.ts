import type { TransformStep } from "@mlopsc/vocabulary";
import { changeText } from "./change-text.ts";
import { stepText } from "./step-text.ts";

/** A step in words: what it is about, how it does it, and both together. */
export interface StepLine {
  readonly subject: string;
  readonly manner: string;
  readonly text: string;
}

export const stepListChanges = (before: readonly TransformStep[], after: readonly TransformStep[]): readonly string[] =>
  lineChanges(before.map(stepLine), after.map(stepLine));

/**
 * What happened to a list of steps: inserted, removed, moved, done in another way. Steps that stayed are found as a
 * longest common subsequence; of the others, those about the same subject are one step that changed.
 */
export function lineChanges(old: readonly StepLine[], now: readonly StepLine[]): readonly string[] {
  const [gone, come] = differing(old, now);
  const phrases: string[] = [];
  for (const line of come) {
    const moved = gone.findIndex(({ text }) => text === line.text);
    const same = moved >= 0 ? moved : gone.findIndex(({ subject }) => subject === line.subject);
    const was = same >= 0 ? gone.splice(same, 1)[0] : undefined;
    if (moved >= 0) phrases.push(`\`${line.text}\` moved`);
    else if (was) phrases.push(changeText(line.subject, was.manner, line.manner));
    else phrases.push(`\`${line.text}\` added`);
  }
  return [...phrases, ...gone.map(({ text }) => `\`${text}\` removed`)];
}

/** How the words before the manner are joined to it, by verb. */
const joints: readonly (readonly [RegExp, string])[] = [
  [/^derive /, " = "],
  [/^(impute|encode|scale|bin|select features)/, " with "],
  [/^(clip|drop outliers) /, " by "],
  [/^pca /, " to "],
  [/^aggregate /, ": "],
];

export function stepLine(step: TransformStep): StepLine {
  const { subject, manner } = stepText(step);
  const joint = joints.find(([pattern]) => pattern.test(subject))?.[1] ?? " ";
  return { subject, manner, text: `${subject}${joint}${manner}` };
}

/** The lines outside a longest common subsequence. Lists are short: the quadratic table is small. */
function differing(old: readonly StepLine[], now: readonly StepLine[]): [StepLine[], StepLine[]] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      const equal = old[row]?.text === now[column]?.text;
      const length = equal ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      (lengths[row] as number[])[column] = length;
    }
  }
  const gone: StepLine[] = [];
  const come: StepLine[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    const left = old[row];
    const right = now[column];
    if (left && right && left.text === right.text) {
      row++;
      column++;
    } else if (right && (!left || at(row, column + 1) > at(row + 1, column))) {
      come.push(right);
      column++;
    } else if (left) {
      gone.push(left);
      row++;
    }
  }
  return [gone, come];
}
