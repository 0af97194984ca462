import { columnsOf, type Expression } from "@mlopsc/vocabulary";
import { canonicalJson } from "../../canonical-json.ts";

/**
 * Whether a condition on rows lets fewer of them pass than before (`more` is asked), more of them (`less`), or is about
 * something else (`other`). It is told of the forms that schemas imply and people write: `age in 18..120`,
 * `plan in ["a", "b"]`, `spend >= 0`.
 */
export function rowDemand(before: Expression, after: Expression): "same" | "more" | "less" | "other" {
  if (canonicalJson(before) === canonicalJson(after)) return "same";
  const [old, now] = [readTest(before), readTest(after)];
  if (old === null || now === null || canonicalJson(old.subject) !== canonicalJson(now.subject)) return "other";
  if (old.levels && now.levels) {
    const [was, is] = [old.levels, now.levels];
    return was.every((level) => is.includes(level))
      ? "less"
      : is.every((level) => was.includes(level))
        ? "more"
        : "other";
  }
  if (old.levels || now.levels || old.open !== now.open) return "other";
  if (now.low <= old.low && now.high >= old.high) return "less";
  return now.low >= old.low && now.high <= old.high ? "more" : "other";
}

/** The columns that a condition is about, as a key. */
export const subjectOf = (condition: Expression): string => [...columnsOf(condition)].sort().join("\n");

interface RowTest {
  readonly subject: Expression;
  readonly levels?: readonly string[];
  readonly low: number;
  readonly high: number;
  /** The ends are not let through. */
  readonly open: boolean;
}

function readTest(condition: Expression): RowTest | null {
  if (condition.kind !== "call") return null;
  const [subject, ...rest] = condition.arguments;
  const literals = rest.map((each) => (each.kind === "literal" ? each.value : undefined));
  if (subject === undefined || literals.includes(undefined)) return null;
  const everything = { subject, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, open: false };
  if (condition.function === "in") return { ...everything, levels: literals.map(String) };
  const [low, high = low] = literals;
  if (typeof low !== "number" || typeof high !== "number") return null;
  switch (condition.function) {
    case "between":
      return { ...everything, low, high };
    case "greater":
    case "greater_or_equal":
      return { ...everything, low, open: condition.function === "greater" };
    case "less":
    case "less_or_equal":
      return { ...everything, high, open: condition.function === "less" };
    default:
      return null;
  }
}
