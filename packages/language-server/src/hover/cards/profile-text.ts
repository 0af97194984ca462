import type { ColumnProfile } from "../../knowledge/knowledge.ts";
import { countText, numberText, shareText } from "../../text/number-text.ts";
import { facts } from "../card.ts";

/** What the values of a column are like, in a line or two. */
export function profileText({ rows, missing, distinct, numbers, frequent, shape }: ColumnProfile): string {
  const first = facts(
    countText(rows, "row"),
    missing === 0 ? "none missing" : `${shareText(missing / Math.max(1, rows))} missing`,
    `${numberText(distinct)} distinct`,
  );
  const present = Math.max(1, rows - missing);
  const second =
    numbers !== undefined
      ? facts(`min ${numbers.min}`, `mean ${numbers.mean}`, `median ${numbers.median}`, `max ${numbers.max}`)
      : (frequent ?? []).map(({ value, count }) => `\`${value}\` ${shareText(count / present)}`).join(", ");
  return [first, second, shape ?? ""].filter((line) => line !== "").join("  \n");
}
