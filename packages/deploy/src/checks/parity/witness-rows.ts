import { type JsonRecord, type StoredModel, seededRandom } from "@mlopsc/learn";
import { requestColumns } from "@mlopsc/serve";
import { type Mistake, usualMistakes } from "./explanations.ts";
import { answerDifference } from "./model-answer.ts";
import type { AskModel } from "./trained-model-answers.ts";

/** Predictions spent on the search; a fixed number, so that the same rows come out on every machine. */
const budget = 20_000;
const chunk = 25;

/**
 * Records, by their place, that would show a usual mistake: each is answered otherwise where a server makes it. Of each
 * mistake that any record shows one that does, as far as the search came.
 */
export function witnessRows(
  model: StoredModel,
  records: readonly JsonRecord[],
  ask: AskModel,
  today: number,
  seed: number,
): readonly number[] {
  const order = seededRandom(seed, "witness").shuffle(Int32Array.from(records.keys()));
  const witnesses = new Set<number>();
  let left = budget;
  let open: readonly Mistake[] = [...usualMistakes(requestColumns(model))];
  for (let start = 0; start < order.length && open.length > 0; start += chunk) {
    const rows = [...order.subarray(start, start + chunk)];
    const asked = rows.map((row) => records[row]!);
    const plain = ask(asked, today);
    open = open.filter(({ take }) => {
      if (left < rows.length) return true;
      left -= rows.length;
      const taken = ask(asked.map(take), today);
      const shown = rows.find((_, at) => answerDifference(model, plain[at]!, taken[at]!) !== null);
      if (shown !== undefined) witnesses.add(shown);
      return shown === undefined;
    });
    if (left < chunk) break;
  }
  return [...witnesses];
}
