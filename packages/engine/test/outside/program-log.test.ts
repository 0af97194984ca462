import { expect, test } from "vitest";
import { createRunLog } from "../../src/outside/program-log.ts";

const linesOf = (pieces: readonly string[], hidden: readonly string[] = []): readonly string[] => {
  const lines: string[] = [];
  const log = createRunLog(hidden, (more) => void lines.push(...more));
  for (const piece of pieces) log.write(piece);
  log.end();
  return lines;
};

test("lines are put together from pieces, however they are cut", () => {
  expect(linesOf(["one\ntw", "o\r", "\nthree\rfo", "", "ur"])).toEqual(["one", "two", "three", "four"]);
});

test("of a line without end the beginning is kept, at a cost that grows with its length alone", () => {
  const piece = "x".repeat(65_536);
  const once = (count: number): number => {
    const began = performance.now();
    const lengths = linesOf([...Array<string>(count).fill(piece), "\nnext"]).map(({ length }) => length);
    expect(lengths).toEqual([2000, 4]);
    return performance.now() - began;
  };
  // The least of three: a busy machine may stand still in one.
  const time = (count: number): number => Math.min(once(count), once(count), once(count));
  time(20);
  expect(time(320)).toBeLessThan(48 * Math.max(time(20), 1));
});

test("a secret is hidden where the line is cut, too", () => {
  const secret = "s3cr3t-value";
  for (const before of [1985, 1990, 1995, 1999]) {
    const [line] = linesOf(["x".repeat(before), secret.slice(0, 4), secret.slice(4), "y".repeat(100_000)], [secret]);
    expect(line).toBe(`${"x".repeat(before)}***${"y".repeat(2000)}`.slice(0, 2000));
  }
  const [line] = linesOf([secret.repeat(300), secret.repeat(300)], [secret]);
  expect(line).toMatch(/^[*]+$/);
});
