import {
  evaluate,
  isText,
  numericColumn,
  type Random,
  seededRandom,
  type Table,
  tableOf,
  textAt,
  textColumn,
} from "@mlopsc/learn";
import { type Expression, functions, type ScalarKind } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { randomExpression, randomTranscendental, randomValue } from "../../engine/test/sql/random-expression.ts";
import { lowerExpression } from "../src/expression/lower-expression.ts";
import { encodeFile } from "../src/file/encode-file.ts";
import { createGraph } from "../src/graph/graph.ts";
import { createLowering } from "../src/lower/create-lowering.ts";
import { type Lowered, numbers } from "../src/lower/lowered.ts";
import { scoreOnnx, today } from "./score-onnx.ts";

const kinds: readonly ScalarKind[] = ["bool", "int", "number", "text", "category", "date", "timestamp", "duration"];
const rows = 24;
const missingText = "(missing)";

type Value = number | string | null;

function randomTable(random: Random): Table {
  return tableOf(
    [...kinds.flatMap((kind) => [`${kind}1`, `${kind}2`] as const), "zone"].map((name) => {
      const kind = (name === "zone" ? "text" : name.slice(0, -1)) as ScalarKind;
      const drawn = (): Value => (random.next() < 0.15 ? null : plainOf(randomValue(random, kind)));
      const values = Array.from({ length: rows }, drawn);
      if (kind === "text" || kind === "category") return textColumn(name, kind, values as (string | null)[]);
      return numericColumn(name, kind as "number", values as (number | null)[]);
    }),
  );
}

/** The runtime's JavaScript binding ends a text at a NUL. */
const plainOf = (value: number | string | boolean): Value =>
  typeof value === "string" ? value.replaceAll("\0", "") : Number(value);

const hasNul = (expression: Expression): boolean => JSON.stringify(expression).includes("\\u0000");

/** Expressions in one file, each an output; those that cannot be said are left out. */
function exported(expressions: readonly Expression[], table: Table): { bytes: Uint8Array; said: ReadonlySet<number> } {
  const graph = createGraph();
  const lowering = createLowering(graph, missingText);
  const columns = new Map<string, Lowered>(
    table.columns.map((column) => [
      column.name,
      isText(column)
        ? { type: "texts", values: graph.input(column.name, "string", ""), levels: column.dictionary }
        : numbers(graph.input(column.name, "double", "")),
    ]),
  );
  const shape = tableOf(
    table.columns.map((column) =>
      isText(column) ? { ...column, codes: new Int32Array(0) } : { ...column, values: new Float64Array(0) },
    ),
  );
  const said = new Set<number>();
  expressions.forEach((expression, at) => {
    const value = lowerExpression(expression, { lowering, columns, shape });
    if (value.type === "refused") return;
    said.add(at);
    graph.output(`made ${at}`, value.values, 1, "");
  });
  const producer = { name: "test", version: "1" };
  const operatorSets = [
    { domain: "", version: 17 },
    { domain: "ai.onnx.ml", version: 3 },
  ];
  const file = { producer, version: 0, documentation: "", operatorSets, graph: graph.build("test"), metadata: {} };
  return { bytes: encodeFile(file), said };
}

function inLearn(expression: Expression, table: Table): Value[] {
  const column = evaluate(expression, table, { today });
  if (isText(column)) return Array.from({ length: rows }, (_, row) => textAt(column, row));
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

const isNear = (left: Value, right: Value, tolerance: number): boolean => {
  if (typeof left !== "number" || typeof right !== "number") return left === right;
  return left === right || Math.abs(left - right) <= tolerance * Math.max(Math.abs(left), Math.abs(right));
};

/** Draws expressions and compares; gives the functions that were said, and how many expressions were not. */
async function compare(seeds: number, count: number, draw: (random: Random) => Expression, tolerance: number) {
  const seen = new Set<string>();
  const differences: string[] = [];
  let refusals = 0;
  let present = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const random = seededRandom(seed, "onnx expressions");
    const table = randomTable(random);
    const drawn = Array.from({ length: count }, () => draw(random)).filter((expression) => !hasNul(expression));
    const { bytes, said } = exported(drawn, table);
    refusals += drawn.length - said.size;
    const scored = await scoreOnnx(bytes, table, missingText);
    for (const at of said) {
      visit(drawn[at]!, seen);
      const wanted = inLearn(drawn[at]!, table);
      const values = scored[`made ${at}`]!.values;
      const found = values.length === 1 ? wanted.map(() => values[0]!) : values;
      for (let row = 0; row < rows; row++) {
        const value = found[row]!;
        const plain = value === missingText || Number.isNaN(value) ? null : value;
        if (plain !== null) present++;
        if (isNear(plain, wanted[row]!, tolerance)) continue;
        differences.push(`seed ${seed}, row ${row}: ${plain}, not ${wanted[row]}\n${JSON.stringify(drawn[at])}`);
        break;
      }
    }
  }
  return { seen, differences, refusals, present };
}

function visit(expression: Expression, seen: Set<string>): void {
  if (expression.kind !== "call") return;
  seen.add(expression.function);
  for (const argument of expression.arguments) visit(argument, seen);
}

test("random expressions give in onnxruntime what they give here", async () => {
  const draw = (random: Random): Expression =>
    randomExpression(random, kinds[Math.floor(random.next() * kinds.length)]!, 1 + Math.floor(random.next() * 3));
  const { seen, differences, refusals, present } = await compare(5, 200, draw, 0);
  expect(differences.slice(0, 5).join("\n\n")).toBe("");
  const inexact = ["exp", "log", "log1p", "log10", "sin", "cos", "power"];
  expect([...seen, ...inexact].sort()).toEqual(Object.keys(functions).sort());
  // Time zones, and digits and counts that differ from row to row.
  expect(refusals).toBeLessThan(50);
  expect(present).toBeGreaterThan(10_000);
});

test("functions of the C library agree to 1e-12", async () => {
  const { seen, differences } = await compare(4, 200, (random) => randomTranscendental(random, 1), 1e-12);
  expect(differences.slice(0, 5).join("\n\n")).toBe("");
  expect(seen.size).toBeGreaterThan(7);
});
