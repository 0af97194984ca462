import { algorithmText, shareText } from "@mlopsc/plan";
import type { DriftDetector } from "@mlopsc/vocabulary";
import type { DriftReport } from "../report/index.ts";
import { documentationOf, nameOf, outcomeAt, type ReportSource, stepsOf } from "./report-source.ts";

export function collectDrifts(source: ReportSource): DriftReport[] {
  return stepsOf(source, "compare-samples").flatMap(({ address, config }) => {
    const outcome = outcomeAt(source, address, "compare-samples");
    if (outcome === undefined) return [];
    const { labels, ...result } = outcome;
    return [
      {
        name: nameOf(address),
        ...documentationOf(source, address),
        ...labels,
        detector: detectorText(config.detector),
        result,
      },
    ];
  });
}

const detectorText = ({ algorithm, testShare, testBy }: DriftDetector): string =>
  `classifier(${algorithmText(algorithm)}, test: ${shareText(testShare)}${testBy === undefined ? "" : ` by ${testBy}`})`;
