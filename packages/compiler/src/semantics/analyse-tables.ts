import { codes } from "@mlopsc/diagnostics";
import type { Column } from "@mlopsc/vocabulary";
import type { Pass } from "../incremental/memory.ts";
import { analyseDataset } from "./dataset/analyse-dataset.ts";
import type { Declaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import { type DatasetAnalysis, type InferredColumns, isSameDataset, type TableFacts } from "./table-analysis.ts";
import { analyseTransform } from "./transform/analyse-transform.ts";
import { transformOrder } from "./transform/transform-order.ts";
import type { TransformAnalysis } from "./transform-analysis.ts";

/** What every dataset and transform of a program is. */
export interface TableAnalyses {
  readonly datasets: ReadonlyMap<Declaration, DatasetAnalysis>;
  /** What others read of datasets: the same object as long as that is the same. */
  readonly facts: ReadonlyMap<Declaration, TableFacts>;
  readonly transforms: ReadonlyMap<Declaration, TransformAnalysis>;
}

/** Looks at every dataset and transform once, inputs first. Transforms made from each other are reported. */
export function analyseTables(program: Program, inferred: InferredColumns, pass: Pass): TableAnalyses {
  const found = pass.map<string, readonly Column[]>("inferred");
  for (const [name, columns] of inferred) found.set(name, pass.same(`inferred ${name}`, columns));
  const datasets = pass.map<Declaration, DatasetAnalysis>("datasets");
  const facts = pass.map<Declaration, TableFacts>("facts");
  for (const declaration of program.byKind.dataset.values()) {
    const analyse = (reporter: Reporter) => analyseDataset(declaration, program, found, reporter);
    const dataset = pass.unit("dataset", declaration, analyse);
    datasets.set(declaration, dataset);
    facts.set(declaration, pass.same(declaration, dataset.facts, isSameDataset));
  }
  const transforms = pass.map<Declaration, TransformAnalysis>("transforms");
  const { order, cycles } = transformOrder(program);
  const inCycle = new Set<Declaration>();
  for (const cycle of cycles) reportCycle(cycle, inCycle, pass.reporter);
  // One that is not done yet is in a cycle with who asks.
  const readTable = (declaration: Declaration): TableFacts | null => {
    if (declaration.kind === "dataset") return facts.get(declaration) ?? null;
    const analysis = transforms.get(declaration);
    const hasSplit = analysis?.steps.some(({ stage }) => stage === "split") === true;
    return analysis === undefined || hasSplit ? null : { declaration, schema: analysis.dataSchema, ...analysis.facts };
  };
  const readings = { readTable, isDone: (other: Declaration) => transforms.has(other) };
  for (const declaration of order) {
    const analyse = (reporter: Reporter) => analyseTransform(declaration, program, readings, reporter);
    transforms.set(declaration, pass.unit("transform", declaration, analyse));
  }
  return { datasets, facts, transforms };
}

function reportCycle(cycle: readonly Declaration[], reported: Set<Declaration>, reporter: Reporter): void {
  if (cycle.some((declaration) => reported.has(declaration))) return;
  for (const declaration of cycle) reported.add(declaration);
  const [first] = cycle;
  if (first === undefined) return;
  const names = [...cycle, first].map(({ name }) => name);
  const related = cycle.slice(1).map((declaration) => ({
    declaration,
    span: declaration.block.name?.span ?? declaration.block.kind.span,
    message: `\`${declaration.name}\` is here.`,
  }));
  reporter.report(first, first.block.name?.span ?? first.block.kind.span, codes.cycle, { names }, { related });
}
