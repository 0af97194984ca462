import type { Risk, SidedPlace } from "@mlopsc/plan";
import { positionOf, type Review, type ReviewedSide } from "./review.ts";

/** The review as data; docs/review.md tells the fields. */
export function reviewJson(review: Review): string {
  const { difference, metrics } = review;
  const { risks, changes, ...rest } = difference;
  const json = {
    formatVersion: 1,
    base: sideJson(review.base),
    head: sideJson(review.head),
    ...rest,
    risks: risks.map((risk) => placed<Risk>(risk, review)),
    changes: changes.map((change) => placed(change, review)),
    metrics,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

const sideJson = ({ label, commit }: ReviewedSide) => ({ label, ...(commit === undefined ? {} : { commit }) });

/** With file, line and column in the place of offsets. */
function placed<Item extends { readonly at?: SidedPlace }>({ at, ...item }: Item, review: Review): object {
  return at === undefined ? item : { ...item, at: { side: at.side, file: at.place.file, ...positionOf(at, review) } };
}
