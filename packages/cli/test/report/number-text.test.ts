import { expect, it } from "vitest";
import { changeText, countText, metricText, numberText, shareText, valueText } from "../../src/report/number-text.ts";

it.each([
  [0, "0"],
  [4800, "4800"],
  [52_608, "52\u202f608"],
  [-1_234_567.8, "\u22121\u202f234\u202f568"],
  [0.1, "0.1"],
  [11.5, "11.5"],
  [2.345_678, "2.346"],
  [0.000_012_349, "0.00001235"],
  [1.5e-9, "1.50\u202f×\u202f10^\u22129"],
  [Number.NaN, "–"],
])("writes %d as %s", (value, text) => expect(numberText(value)).toBe(text));

it("writes counts, shares and changes", () => {
  expect(countText(7043)).toBe("7043");
  expect(countText(541_909)).toBe("541\u202f909");
  expect(shareText(0.0532)).toBe("5.3\u202f%");
  expect(shareText(0.0001)).toBe("< 0.1\u202f%");
  expect(shareText(0)).toBe("0.0\u202f%");
  expect(changeText(-0.191)).toBe("\u221219.1\u202f%");
  expect(changeText(0.045)).toBe("+4.5\u202f%");
  expect(metricText("mape", 0.016)).toBe("1.60\u202f%");
  expect(metricText("auc", 0.97551)).toBe("0.976");
});

it("writes values of each kind from their representation in memory", () => {
  expect(valueText("date", 19_782)).toBe("2024-02-29");
  expect(valueText("timestamp", Date.UTC(2024, 1, 29, 12, 30))).toBe("2024-02-29\u00a012:30");
  expect(valueText("duration", 90_000)).toBe("90\u202fs");
});
