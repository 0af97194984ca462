import type { ModelAnswer } from "./model-answer.ts";

const decimals = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12];

/** What seems to be done to the answers themselves, whatever was asked: completes "as if …". Null where it is nothing usual. */
export function answerMistake(trained: readonly ModelAnswer[], served: readonly ModelAnswer[]): string | null {
  const pairs = trained.flatMap((answer, index) => {
    const other = served[index]!;
    if (answer.kind !== "prediction" || other.kind !== "prediction") return [];
    return answer.numbers.map((number, output) => [number, other.numbers[output]!] as const);
  });
  if (pairs.length === 0 || trained.some(({ kind }, index) => kind !== served[index]!.kind)) return null;
  const fits = (change: (number: number) => number): boolean => pairs.every(([was, is]) => change(was) === is);
  if (fits(Math.fround)) return "the answers were in single precision";
  const digits = decimals.find((count) => fits((number) => Number(number.toFixed(count))));
  return digits === undefined ? null : `the answers were rounded to ${digits} decimals`;
}
