import type { FittedStep, RowStep } from "@mlopsc/vocabulary";

/** A step of a pipeline about as it is written. */
export function stepText(step: RowStep | FittedStep): string {
  switch (step.kind) {
    case "filter":
      return `filter ${step.source}`;
    case "derive":
      return `derive ${step.name}`;
    case "select":
      return `select ${step.columns.map(({ to }) => to).join(", ")}`;
    case "impute":
      return `impute ${columnsText(step)} with ${step.strategy}`;
    case "outliers":
      return `${step.action === "clip" ? "clip" : "drop outliers"} ${columnsText(step)} by ${step.by.rule}`;
    case "encode":
      return `encode ${columnsText(step)} with ${step.method}`;
    case "scale":
      return `scale ${columnsText(step)} with ${step.method}`;
    case "bin":
      return `bin ${columnsText(step)}`;
    case "pca":
      return `pca ${columnsText(step)}`;
    case "select_features":
      return `select features with ${step.method}`;
  }
}

const columnsText = ({ columns }: Pick<FittedStep, "columns">): string =>
  "names" in columns ? columns.names.join(", ") : columns.all;
