import { changeText } from "../../describe/change-text.ts";
import { expectationSubject, measureText } from "../../describe/data-changes.ts";
import type { Expectation, Step } from "../../step.ts";
import { rowDemand, subjectOf } from "./row-demand.ts";
import { demandOf, type Finding, type Rule, stepFinding } from "./rule.ts";

/** Data that were refused, or put aside, are let in now. */
export const expectationLoosened: Rule = {
  name: "expectation-loosened",
  title: "Expectation loosened",
  find: ({ steps, blocks, head }) =>
    steps.flatMap(({ before, after }) => {
      if (before?.kind !== "validate-dataset") return [];
      const dataset = before.inputs["data"];
      const address = blocks.find((block) => block.before?.address === dataset)?.address;
      const source = head.steps.find((step) => step.address === address);
      // With its dataset, everything that was expected goes too.
      if (source?.kind !== "ingest-dataset") return [];
      const columns = new Set(source.config.columns.map(({ name }) => name));
      const still = before.config.expectations.filter((each) => columnsOf(each).every((name) => columns.has(name)));
      return loosened(still, after?.kind === "validate-dataset" ? after : undefined, source);
    }),
};

function loosened(
  before: readonly Expectation[],
  after: Extract<Step, { kind: "validate-dataset" }> | undefined,
  source: Step,
): readonly Finding[] {
  const left = [...(after?.config.expectations.entries() ?? [])];
  const unmatched = before.filter((old) => {
    const same = left.findIndex(([, now]) => now.otherwise === old.otherwise && demand(old, now) === "same");
    if (same >= 0) left.splice(same, 1);
    return same < 0;
  });
  return unmatched.flatMap((old): readonly Finding[] => {
    const at = left.findIndex(([, now]) => keyOf(now) === keyOf(old));
    const [part, now] = at < 0 ? [] : (left.splice(at, 1)[0] ?? []);
    if (now === undefined) return [stepFinding(after ?? source, `expectation \`${wholeText(old)}\` removed`)];
    const weaker = strengths.indexOf(now.otherwise) < strengths.indexOf(old.otherwise);
    if (!weaker && demand(old, now) === "more") return [];
    const same = expectationSubject(old) === expectationSubject(now);
    const change = same
      ? changeText(expectationSubject(old), manner(old), manner(now))
      : changeText("expect", wholeText(old), wholeText(now));
    return [stepFinding(after ?? source, change, part)];
  });
}

const strengths: readonly Expectation["otherwise"][] = ["warn", "drop", "fail"];

function demand(old: Expectation, now: Expectation): "same" | "more" | "less" | "other" {
  if (keyOf(old) !== keyOf(now)) return "other";
  if (old.test === "measure" && now.test === "measure") return demandOf(old, now);
  return old.test === "row" && now.test === "row" ? rowDemand(old.condition, now.condition) : "same";
}

/** Equal for expectations of which one may have taken the place of the other. */
function keyOf(each: Expectation): string {
  if (each.test === "row") return `row ${subjectOf(each.condition)}`;
  return `${expectationSubject(each)} ${each.test === "measure" ? each.operator.charAt(0) : ""}`;
}

function columnsOf(each: Expectation): readonly string[] {
  if (each.test === "unique") return each.columns;
  if (each.test === "row")
    return subjectOf(each.condition)
      .split("\n")
      .filter((name) => name !== "");
  return each.column === undefined ? [] : [each.column];
}

const manner = (each: Expectation): string =>
  each.test === "measure" ? `${measureText(each)} else ${each.otherwise}` : `else ${each.otherwise}`;

/** What follows from not holding is only said where it is not the usual. */
function wholeText(each: Expectation): string {
  const otherwise = each.otherwise === "fail" ? "" : ` else ${each.otherwise}`;
  return `${expectationSubject(each)}${each.test === "measure" ? ` ${measureText(each)}` : ""}${otherwise}`;
}
