import { expect, it } from "vitest";
import { durationText, figureText } from "../../src/views/figure-text.ts";

it.each([
  [0.4, "0 ms"],
  [345, "345 ms"],
  [6343, "6.3 s"],
  [12_000, "12 s"],
  [210_000, "3.5 min"],
  [7_200_000, "2 h"],
])("%d ms is %s", (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));

it.each([
  [0.91357, "0.9136"],
  [7043, "7043"],
  [0, "0"],
  [0.00001234, "1.23e-5"],
  [12_345.678, "12346"],
])("%d is %s", (value, text) => expect(figureText(value)).toBe(text));
