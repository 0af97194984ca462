import { afterEach, expect, test } from "vitest";
import { processTerminal } from "../../src/terminal/terminal.ts";

const given = Object.getOwnPropertyDescriptor(process.stdout, "columns");
afterEach(() => {
  if (given === undefined) Reflect.deleteProperty(process.stdout, "columns");
  else Object.defineProperty(process.stdout, "columns", given);
});

const widthOf = (columns: number | undefined): number => {
  Object.defineProperty(process.stdout, "columns", { value: columns, configurable: true });
  return processTerminal(new AbortController().signal).width;
};

test("is as wide as the screen; 100 columns where there is none, or one that was never given a size", () => {
  expect([widthOf(72), widthOf(undefined), widthOf(0)]).toEqual([72, 100, 100]);
});
