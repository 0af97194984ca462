import { blocks, functions, steps } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { editDistance, nearestName } from "../../../src/semantics/names/nearest-name.ts";

const tables = {
  verbs: Object.keys(steps),
  functions: Object.keys(functions),
  kinds: Object.keys(blocks),
  attributes: Object.values(blocks).flatMap(({ attributes }) => Object.keys(attributes)),
  columns: [
    "customer_id",
    "age",
    "segment",
    "email",
    "signup",
    "churned",
    "tenure_in_months",
    "total_charges",
    "monthly_charge",
  ],
};
const letters = "abcdefghijklmnopqrstuvwxyz_";

/** Every deletion, swap of neighbours, and a fixed choice of insertions and replacements. */
function typosOf(name: string): readonly string[] {
  const typos: string[] = [];
  for (let at = 0; at < name.length; at++) {
    const letter = letters[(at * 7 + name.length) % letters.length]!;
    typos.push(name.slice(0, at) + name.slice(at + 1));
    typos.push(name.slice(0, at) + letter + name.slice(at));
    typos.push(name.slice(0, at) + letter + name.slice(at + 1));
    if (at > 0) typos.push(name.slice(0, at - 1) + name[at] + name[at - 1] + name.slice(at + 1));
  }
  return typos;
}

test.each(Object.entries(tables))("the first suggestion is right for 95 of 100 one-edit typos of %s", (_, names) => {
  const known = new Set(names);
  let right = 0;
  let all = 0;
  for (const name of known) {
    for (const typo of new Set(typosOf(name))) {
      if (known.has(typo) || typo.length < 2) continue;
      all++;
      if (nearestName(typo, known) === name) right++;
    }
  }
  expect(all).toBeGreaterThan(100);
  expect(right / all).toBeGreaterThanOrEqual(0.95);
});

test("words in common find a name that is far by letters", () => {
  expect(nearestName("id_customer", ["customer_id", "age"])).toBe("customer_id");
  expect(nearestName("CustomerId", ["customer_id", "age"])).toBe("customer_id");
  expect(nearestName("xyz", ["customer_id", "age"])).toBeNull();
});

test("the distance counts inserts, deletes, replacements and swaps of neighbours", () => {
  expect(editDistance("abc", "abc", 3)).toBe(0);
  expect(editDistance("abc", "acb", 3)).toBe(1);
  expect(editDistance("abc", "ab", 3)).toBe(1);
  expect(editDistance("kitten", "sitting", 5)).toBe(3);
  expect(editDistance("kitten", "sitting", 2)).toBe(3);
});
