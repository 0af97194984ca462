import { readFileSync } from "node:fs";
import { alertFigures, columnFigures } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";

test("the page on monitoring tells every figure, and no other", () => {
  const page = readFileSync(new URL("../../../docs/monitoring.md", import.meta.url), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  const told = rows.flatMap((line) => [...line.split("|")[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
  const columns = Object.keys(columnFigures).map((name) => `${name}(COLUMN)`);
  expect(told.length).toBeGreaterThan(15);
  expect(told.toSorted()).toEqual([...Object.keys(alertFigures), ...columns, "live.METRIC", "test.METRIC"].toSorted());
});
