import type { Analyses, Declaration, Program, TableSchema } from "@mlopsc/compiler";

/** The table whose columns an attribute of a block may name; null where there is none, or it is not known. */
export function schemaAt(
  block: Declaration,
  attribute: string,
  program: Program,
  analyses: Analyses,
): TableSchema | null {
  switch (block.kind) {
    case "dataset":
      return analyses.datasets.get(block)?.schema ?? null;
    case "model":
      return schemaOfModel(block, attribute, program, analyses);
    case "drift":
      return schemaOfTable(sampleOf(block, attribute, program), analyses);
    case "monitor":
      return schemaOfTable(referenceOf(block, attribute, program), analyses);
    case "alert":
      return schemaOfAlert(block, program, analyses);
    default:
      return null;
  }
}

/** All rows of a table, before a split. */
function schemaOfTable(table: Declaration | undefined, { datasets, transforms }: Analyses): TableSchema | null {
  if (table === undefined) return null;
  return datasets.get(table)?.schema ?? transforms.get(table)?.dataSchema ?? null;
}

/** What a model names is there after all steps; what parts rows, where they are split. */
function schemaOfModel(
  model: Declaration,
  attribute: string,
  program: Program,
  { transforms }: Analyses,
): TableSchema | null {
  const transform = referenceOf(model, "from", program);
  const analysis = transform === undefined ? undefined : transforms.get(transform);
  const parts = attribute === "slices" || attribute === "validate";
  return (parts ? analysis?.splitSchema : analysis?.output) ?? null;
}

/** What requests carry: columns of the model that the alert's monitor watches. */
function schemaOfAlert(alert: Declaration, program: Program, { transforms }: Analyses): TableSchema | null {
  const only = program.byKind.monitor.size === 1 ? [...program.byKind.monitor.values()][0] : undefined;
  const monitor = referenceOf(alert, "monitor", program) ?? only;
  const deploy = monitor && referenceOf(monitor, "watch", program);
  const model = deploy && referenceOf(deploy, "model", program);
  const transform = model && referenceOf(model, "from", program);
  return (transform && transforms.get(transform)?.dataSchema) ?? null;
}

function sampleOf(drift: Declaration, attribute: string, program: Program): Declaration | undefined {
  const name = attribute === "current" ? "current" : "reference";
  const value = program.bound.get(drift)?.attributes.get(name)?.value;
  return value?.kind === "sample" ? value.table : undefined;
}

export function referenceOf(block: Declaration, attribute: string, program: Program): Declaration | undefined {
  const value = program.bound.get(block)?.attributes.get(attribute)?.value;
  return value?.kind === "reference" ? value.to[0]?.declaration : undefined;
}
