import { DuckDBInstance } from "@duckdb/node-api";
import {
  evaluate,
  isText,
  numericColumn,
  type Random,
  seededRandom,
  type Table,
  tableOf,
  textColumn,
} from "@mlopsc/learn";
import { type Expression, functions, type ScalarKind } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { appendTable } from "../../src/data/append-table.ts";
import type { SqlContext } from "../../src/sql/rendering.ts";
import { sqlOf, valueSqlOf } from "../../src/sql/sql-of.ts";
import { randomExpression, randomTranscendental, randomValue, zones } from "./random-expression.ts";

const kinds: readonly ScalarKind[] = ["bool", "int", "number", "text", "category", "date", "timestamp", "duration"];
const today = 18_353;
const rows = 24;

function randomTable(random: Random): Table {
  const columns = kinds.flatMap((kind) =>
    [1, 2].map((at) => {
      const values = Array.from({ length: rows }, () => (random.next() < 0.15 ? null : randomValue(random, kind)));
      const name = `${kind}${at}`;
      return kind === "text" || kind === "category"
        ? textColumn(name, kind, values as (string | null)[])
        : numericColumn(
            name,
            kind as "number",
            values.map((value) => (value === null ? null : Number(value))),
          );
    }),
  );
  const zone = textColumn(
    "zone",
    "text",
    Array.from({ length: rows }, () => zones[Math.floor(random.next() * 4)]!),
  );
  return tableOf([...columns, zone]);
}

const context: SqlContext = {
  today,
  kindOf: (name) => (name === "zone" ? "text" : (name.slice(0, -1) as ScalarKind)),
};

type Value = number | string | null;

function inLearn(expression: Expression, table: Table): Value[] {
  const column = evaluate(expression, table, { today });
  if (isText(column)) return Array.from(column.codes, (code) => column.dictionary[code] ?? null);
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

const agree = (left: Value, right: Value, tolerance: number): boolean => {
  if (typeof left !== "number" || typeof right !== "number") return left === right;
  if (left === right) return true;
  return tolerance > 0 && Math.abs(left - right) <= tolerance * Math.max(Math.abs(left), Math.abs(right));
};

async function compareOn(seed: number, expressions: (random: Random) => Expression, count: number, tolerance: number) {
  const random = seededRandom(seed);
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  await connection.run("SET TimeZone = 'UTC'");
  const table = randomTable(random);
  await appendTable(connection, "sample", table);
  await connection.run(`CREATE TEMP TABLE "fixed" AS SELECT * FROM "sample"`);
  const disagreements: string[] = [];
  const seen = new Set<string>();
  let present = 0;
  const batch = 50;
  for (let start = 0; start < count; start += batch) {
    const drawn = Array.from({ length: Math.min(batch, count - start) }, () => expressions(random));
    const sql = drawn.map((expression) => valueSqlOf(expression, context));
    const reader = await connection.runAndReadAll(`SELECT ${sql.join(",\n")} FROM "fixed"`).catch(async (e) => {
      for (const [i, s] of sql.entries())
        await connection.runAndReadAll(`SELECT ${s} FROM "fixed"`).catch((x) => {
          throw new Error(`${x.message}\n${JSON.stringify(drawn[i])}\n${s}`);
        });
      throw e;
    });
    const found = reader.getColumns() as Value[][];
    for (const [at, expression] of drawn.entries()) {
      visit(expression, seen);
      const wanted = inLearn(expression, table);
      for (let row = 0; row < rows; row++) {
        if (wanted[row] !== null) present++;
        if (agree(wanted[row]!, found[at]![row]!, tolerance)) continue;
        disagreements.push(
          `seed ${seed} row ${row}: learn ${wanted[row]}, SQL ${found[at]![row]}\n${JSON.stringify(expression)}\n${sql[at]}`,
        );
        break;
      }
    }
  }
  return { disagreements, seen, present };
}

function visit(expression: Expression, seen: Set<string>): void {
  if (expression.kind !== "call") return;
  seen.add(expression.function);
  for (const argument of expression.arguments) visit(argument, seen);
}

test("SQL and learn agree on every row of 10 000 random expressions and tables", async () => {
  const seen = new Set<string>();
  const disagreements: string[] = [];
  let present = 0;
  const ofAnyKind = (random: Random): Expression =>
    randomExpression(random, kinds[Math.floor(random.next() * kinds.length)]!, 1 + Math.floor(random.next() * 3));
  for (let seed = 1; seed <= 40; seed++) {
    const result = await compareOn(seed, ofAnyKind, 250, 0);
    disagreements.push(...result.disagreements);
    for (const name of result.seen) seen.add(name);
    present += result.present;
  }
  expect(disagreements.slice(0, 5).join("\n\n")).toBe("");
  const inexact = ["exp", "log", "log1p", "log10", "sin", "cos", "power"];
  expect([...seen, ...inexact].sort()).toEqual(Object.keys(functions).sort());
  expect(present).toBeGreaterThan(100_000);
});

test("functions of the C library agree to 1e-12", async () => {
  const { disagreements, seen } = await compareOn(7, (random) => randomTranscendental(random, 1), 1000, 1e-12);
  expect(disagreements.slice(0, 5).join("\n\n")).toBe("");
  expect(seen.size).toBeGreaterThan(7);
});

test("stored results keep their kind and value", async () => {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  const stored = async (expression: Expression, kind?: ScalarKind): Promise<unknown> => {
    const sql = sqlOf(expression, context, kind);
    return (await connection.runAndReadAll(`SELECT ${sql} AS x, typeof(x) AS t`)).getRowsJson()[0];
  };
  const literal = (type: ScalarKind, value: number | string | boolean | null): Expression => ({
    kind: "literal",
    type,
    value,
  });
  expect(await stored(literal("date", 18_353))).toEqual(["2020-04-01", "DATE"]);
  expect(await stored(literal("timestamp", 1_500.25))).toEqual(["1970-01-01 00:00:01.50025", "TIMESTAMP"]);
  expect(await stored(literal("int", 1e300))).toEqual([null, "BIGINT"]);
  expect(await stored(literal("number", null), "int")).toEqual([null, "BIGINT"]);
  expect(await stored(literal("number", 0.1))).toEqual([0.1, "DOUBLE"]);
  expect(await stored(literal("text", "a\0b'c"))).toEqual(["a\0b'c", "VARCHAR"]);
});
