import { familyOf } from "@mlopsc/compiler";
import type { ColumnType, ScalarKind } from "@mlopsc/vocabulary";
import type { CompletionItem } from "../completion-item.ts";
import { hole } from "../snippet.ts";

/** What may stand behind `in`: a list of texts, or a range. */
export function boundItems({
  kind,
  levels,
  range,
}: Pick<ColumnType, "kind" | "levels" | "range">): readonly CompletionItem[] {
  switch (familyOf(kind)) {
    case "text":
      return [listItem(levels ?? [])];
    case "number":
      return [rangeItem(shown(range?.low, "0"), shown(range?.high, "100"))];
    case "time":
      return [rangeItem(...datesOf(kind, range))];
    case "duration":
      return [rangeItem("0s", "1d")];
    default:
      return [];
  }
}

const shown = (value: number | undefined, fallback: string): string => (value === undefined ? fallback : String(value));

function listItem(levels: readonly string[]): CompletionItem {
  const items = levels.map((level) => JSON.stringify(level));
  const snippet = items.length === 0 ? `["${hole(1)}"]` : `[${hole(1, items.join(", "))}]`;
  return {
    label: items.length === 0 ? '["…"]' : `[${items.join(", ")}]`,
    kind: "value",
    rank: 0,
    snippet,
    filter: "[",
  };
}

const rangeItem = (low: string, high: string): CompletionItem => ({
  label: `${low}..${high}`,
  kind: "value",
  rank: 0,
  snippet: `${hole(1, low)}..${hole(2, high)}`,
});

const dayMilliseconds = 86_400_000;

/** A day to be replaced: the first that the column may have, where that is known. */
export const dateItem = ({ kind, range }: Pick<ColumnType, "kind" | "range">): CompletionItem => {
  const [first] = datesOf(kind, range);
  return { label: first, kind: "value", rank: 2, snippet: hole(1, first), origin: "a day" };
};

/** The days between which the column lies, or a year to be replaced. */
function datesOf(kind: ScalarKind, range: ColumnType["range"]): readonly [string, string] {
  const unit = kind === "date" ? dayMilliseconds : 1;
  const day = (value: number): string => new Date(value * unit).toISOString().slice(0, 10);
  if (range?.low === undefined || range.high === undefined) return ["2024-01-01", "2024-12-31"];
  return [day(range.low), day(range.high)];
}
