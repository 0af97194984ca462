import type { Declaration } from "@mlopsc/compiler";
import { type Card, cardOf } from "../card.ts";
import type { HoverContext } from "../hover-context.ts";
import { deploySummary } from "./deploy-summary.ts";
import { ensembleSummary, modelSummary } from "./model-summary.ts";
import { parameterCode, parameterSummary } from "./parameter-summary.ts";
import { datasetSummary, transformSummary } from "./table-summary.ts";

/** A block by its name, at its own place or where it is referred to: its documentation, and what it comes to. */
export function declarationCard(declaration: Declaration, context: HoverContext): Card {
  const { kind, name, documentation } = declaration;
  const summary = summaryOf(declaration, context);
  if (kind === "param") return cardOf(parameterCode(declaration, context), documentation, ...(summary ?? []));
  return cardOf(summary === null ? sourceText(declaration) : `${kind} ${name}`, documentation, ...(summary ?? []));
}

/** The most lines of a block that are shown. */
const mostLines = 14;

/** The block as it is written, without its documentation. */
function sourceText({ block: { text, kind } }: Declaration): string {
  const lines = text.slice(kind.span.start).trimEnd().split("\n");
  return lines.length > mostLines ? [...lines.slice(0, mostLines - 1), "  …"].join("\n") : lines.join("\n");
}

/** Null of blocks that say all themselves. */
function summaryOf(declaration: Declaration, context: HoverContext): readonly (string | null)[] | null {
  switch (declaration.kind) {
    case "dataset":
      return datasetSummary(declaration, context);
    case "transform":
      return transformSummary(declaration, context);
    case "model":
      return modelSummary(declaration, context);
    case "ensemble":
      return ensembleSummary(declaration, context);
    case "deploy":
      return deploySummary(declaration, context);
    case "param":
      return parameterSummary(declaration, context);
    case "project":
      return [context.program.project.description];
    default:
      return null;
  }
}
