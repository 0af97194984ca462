import { checkChanges, checkText, pairedChecks } from "../block-phrases.ts";
import type { OutlineCheck } from "../outline.ts";
import { demandOf, type Finding, keptBlocks, type Rule } from "./rule.ts";

/** What had to hold on one target before the next was touched need not any more, or is held against less. */
export const checkLoosened: Rule = {
  name: "check-loosened",
  title: "Deploy check loosened",
  find: (sides) =>
    keptBlocks(sides, "deploy").flatMap(({ address, before, after }) =>
      pairedChecks(before.checks, after.checks).flatMap(({ old, now }): readonly Finding[] => {
        if (old === undefined) return [];
        if (now === undefined)
          return [{ address, change: `check \`${checkText(old)}\` removed`, at: { side: "head", place: after.place } }];
        if (!asksLess(old, now) && !triesLess(old, now)) return [];
        return checkChanges(old, now).map((change) => ({ address, change, at: { side: "head", place: now.place } }));
      }),
    ),
};

/** Some condition is gone, or bounds less. */
function asksLess({ condition: before }: OutlineCheck, { condition: after }: OutlineCheck): boolean {
  if (before.parts === null || after.parts === null) return before.text !== after.text;
  const now = after.parts;
  return before.parts.some((old) => {
    const same = now.filter(({ subject, operator }) => subject === old.subject && operator[0] === old.operator[0]);
    return !same.some((part) => ["same", "more"].includes(demandOf(old, part)));
  });
}

/** Fewer rows are sent, fewer requests a second, or for less time. */
function triesLess({ call: before }: OutlineCheck, { call: after }: OutlineCheck): boolean {
  return Object.entries(before.parameters).some(([name, old]) => {
    const now = after.parameters[name];
    return old.kind === "number" && now?.kind === "number" && now.value < old.value;
  });
}
