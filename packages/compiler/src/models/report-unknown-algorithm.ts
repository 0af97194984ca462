import { codes } from "@mlopsc/diagnostics";
import type { Word } from "@mlopsc/grammar";
import { algorithmSynonyms, algorithms, hyperParameterSynonyms } from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";

/** With the learner that was probably meant, also by another library's name. */
export function reportUnknownAlgorithm(word: Word, where: Declaration, reporter: Reporter): void {
  const meant = new Map(Object.entries(algorithmSynonyms));
  reportUnknown(reporter, where, word, codes.unknownAlgorithm, Object.keys(algorithms), {}, meant);
}

/** Other libraries' names of hyper-parameters, where these are known here. */
export const meantParameters = (known: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(hyperParameterSynonyms).flatMap(([name, meant]) => {
      const ours = meant.find((each) => known.includes(each));
      return ours === undefined ? [] : [[name, ours] as const];
    }),
  );
