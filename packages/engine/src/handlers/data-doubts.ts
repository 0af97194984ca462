import { codes, type Diagnostic, type ReportOptions, report } from "@mlopsc/diagnostics";
import type { DataDoubt, TellingFact } from "@mlopsc/learn";
import { blockOf, type Step } from "@mlopsc/plan";

/** What is doubtful about a model's rows, as warnings of its block. */
export const doubtDiagnostics = ({ address, place }: Step, doubts: readonly DataDoubt[]): Diagnostic[] =>
  doubts.map((doubt) => doubtDiagnostic(blockOf(address), doubt, { place }));

function doubtDiagnostic(model: string, doubt: DataDoubt, options: ReportOptions): Diagnostic {
  switch (doubt.kind) {
    case "withoutValue":
      return report(codes.featuresWithoutValue, { model, ...doubt }, options);
    case "constant":
      return report(codes.featuresConstant, { model, ...doubt }, options);
    case "identifying":
      return report(codes.featuresIdentifying, { model, ...doubt }, options);
    case "tellsTarget":
      return report(codes.featureTellsTarget, { model, ...doubt, how: tellingText(doubt.by) }, options);
    case "manyLevels":
      return report(codes.levelsPooled, { model, ...doubt }, options);
    case "classOnlyInTest": {
      const classes = doubt.classes.map(String);
      return report(codes.classesOnlyInTest, { model, classes, rows: doubt.rows }, options);
    }
    case "levelOnlyInTest":
      return report(codes.levelsOnlyInTest, { model, ...doubt, example: doubt.example ?? null }, options);
    case "fewTestRows":
      return report(codes.fewTestRows, { model, ...doubt }, options);
    case "rareClass":
      return report(codes.classTooRareForFolds, { model, ...doubt, label: String(doubt.label) }, options);
    default:
      return unknownDoubt(doubt);
  }
}

function tellingText(fact: TellingFact): string {
  switch (fact.measure) {
    case "auc":
      return `in its order the classes are parted with an AUC of ${fact.figure.toFixed(4)}`;
    case "rank":
      return `both rise and fall together, with a rank correlation of ${fact.figure.toFixed(4)}`;
    case "value":
      return "each of its values has rows of one class only";
    case "missing":
      return "rows that have it are of one class, rows that lack it of another";
  }
}

function unknownDoubt(doubt: never): never {
  throw new Error(`unknown doubt ${JSON.stringify(doubt)}`);
}
