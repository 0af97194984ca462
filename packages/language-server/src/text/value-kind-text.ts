import type { ValueKind } from "@mlopsc/vocabulary";

/** What may stand at a place, in few words: `a transform`, `columns`, `grid | random | bayesian`. */
export function valueKindText(kind: ValueKind): string {
  switch (kind.kind) {
    case "reference":
      return `${kind.many ? "[" : ""}${kind.to.join(" | ")}${kind.many ? ", …]" : ""}`;
    case "columns":
      return kind.many ? "columns" : "column";
    case "choice":
      return Object.keys(kind.options).join(" | ");
    case "algorithm":
      return "algorithm";
    case "metric":
      return kind.many ? "[metric, …]" : "metric";
    case "either":
      return kind.of.map(valueKindText).join(" | ");
    case "texts":
      return "text | [text, …]";
    case "secret":
      return 'secret("NAME")';
    case "sample":
      return "table where condition";
    default:
      return kind.kind;
  }
}
