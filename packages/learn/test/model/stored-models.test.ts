import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type JsonRecord,
  predictModel,
  type Random,
  readModel,
  type StoredModel,
  seededRandom,
  serialiseModel,
  tableFromRecords,
} from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../fixtures/models");
const contentOf = (path: string): string => readFileSync(join(root, path), "utf8");

/** Documents as releases wrote them: `FOLDER/NAME`. */
const stored = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".predictions.json"))
  .map((file) => file.replace(".predictions.json", ""))
  .sort();

interface Answers {
  readonly digest: string;
  readonly rows: readonly number[];
  readonly values?: readonly number[];
  readonly probabilities?: readonly number[];
  readonly labels?: readonly number[];
  readonly outOfScope: readonly unknown[];
  readonly incomplete: readonly unknown[];
}

function requestsOf(name: string) {
  const { today, columns, rows } = JSON.parse(contentOf(join(name, "../requests.json"))) as {
    readonly today: number;
    readonly columns: readonly Column[];
    readonly rows: readonly JsonRecord[];
  };
  return { today, table: tableFromRecords(columns, rows) };
}

function predict(model: StoredModel, name: string): Omit<Answers, "digest"> {
  const { today, table } = requestsOf(name);
  const { rows, values, probabilities, labels, outOfScope, incomplete } = predictModel(model, table, {
    today,
    serving: true,
  });
  return {
    rows: Array.from(rows),
    ...(values === undefined ? {} : { values: Array.from(values) }),
    ...(probabilities === undefined ? {} : { probabilities: Array.from(probabilities) }),
    ...(labels === undefined ? {} : { labels: Array.from(labels) }),
    outOfScope,
    incomplete,
  };
}

const digestOf = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

test("there are stored models of every sort", () => {
  expect(stored.length).toBeGreaterThanOrEqual(24);
});

test.each(stored)("%s is read as it was, and predicts the same bits", (name) => {
  const text = contentOf(`${name}.json`);
  const { digest, ...answers } = JSON.parse(contentOf(`${name}.predictions.json`)) as Answers;
  expect(digestOf(text)).toBe(digest);
  const model = readModel(text);
  if (!model.ok) throw new Error(JSON.stringify(model.problem));
  expect(predict(model.value, name)).toEqual(answers);
  expect(answers.rows.length).toBeGreaterThan(20);
  expect(serialiseModel(model.value)).toBe(text);
});

/** What the reader says of bytes; a model that it lets through must be able to predict. */
function readable(bytes: Uint8Array, name: string): boolean {
  const model = readModel(new TextDecoder().decode(bytes));
  if (!model.ok) {
    expect(["unreadableModel", "newerModel"]).toContain(model.problem.kind);
    return false;
  }
  predict(model.value, name);
  return true;
}

describe.each(stored)("%s, damaged", (name) => {
  const bytes = new TextEncoder().encode(contentOf(`${name}.json`));

  test("is refused wherever it is cut off", () => {
    const random = seededRandom(1, name);
    for (let at = 0; at < 30; at++) {
      const end = at < 20 ? bytes.length - 1 - at : random.integer(bytes.length);
      expect(readable(bytes.subarray(0, end), name)).toBe(false);
    }
  });

  test("never makes the reader, or what it lets through, throw; its digest always tells", () => {
    const random = seededRandom(2, name);
    const digest = digestOf(bytes);
    let refused = 0;
    for (let round = 0; round < 60; round++) {
      const changed = damaged(bytes, random);
      if (!readable(changed, name)) refused++;
      expect(digestOf(changed)).not.toBe(digest);
    }
    expect(refused).toBeGreaterThan(20);
  });
});

test.each(stored)("%s with one value of its document changed is refused or predicts, and never throws", (name) => {
  const random = seededRandom(3, name);
  const text = contentOf(`${name}.json`);
  let refused = 0;
  for (let round = 0; round < 60; round++) {
    const document = JSON.parse(text);
    changeOne(document, random);
    if (!readable(new TextEncoder().encode(JSON.stringify(document)), name)) refused++;
  }
  expect(refused).toBeGreaterThan(5);
});

/** Walks to a random value and puts another in its place, or takes it away. */
function changeOne(document: object, random: Random): void {
  let within = document as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(within);
    const key = keys[random.integer(keys.length)]!;
    const value = within[key];
    if (typeof value === "object" && value !== null && Object.keys(value).length > 0 && random.next() < 0.9) {
      within = value as Record<string, unknown>;
      continue;
    }
    const others = [null, -1, 0, 2.5, 1e9, "", "age", "number", true, [], {}, [1], ["age"]];
    if (random.next() < 0.2 && !Array.isArray(within)) delete within[key];
    else if (random.next() < 0.2 && Array.isArray(within)) within.splice(Number(key), 1);
    else within[key] = others[random.integer(others.length)];
    return;
  }
}

/** One bit turned, one character put in the place of another, or a stretch left out. */
function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = bytes.slice();
  const at = random.integer(bytes.length);
  switch (random.integer(3)) {
    case 0:
      changed[at]! ^= 1 << random.integer(8);
      return changed;
    case 1: {
      const all = '0123456789-.e"[]{},:nulltruefalsex';
      const other = all.replaceAll(String.fromCharCode(bytes[at]!), "");
      changed[at] = other.charCodeAt(random.integer(other.length));
      return changed;
    }
    default: {
      const end = Math.min(bytes.length, at + 1 + random.integer(30));
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(end)]);
    }
  }
}
