import { type Program, schemasToInfer } from "@mlopsc/compiler";
import type { Diagnostic } from "@mlopsc/diagnostics";
import type { Column } from "@mlopsc/vocabulary";

export interface DescribedSchemas {
  /** By dataset. */
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  /** Sources that cannot be read, each at the name of its dataset. */
  readonly problems: readonly Diagnostic[];
}

/** The columns of datasets without a schema, as their data show them. Opens data only where there are such. */
export async function describeSchemas(project: string, program: Program): Promise<DescribedSchemas> {
  const columns = new Map<string, readonly Column[]>();
  const problems: Diagnostic[] = [];
  const wanted = schemasToInfer(program);
  if (wanted.length === 0) return { columns, problems };
  const { DataStore } = await import("@mlopsc/engine");
  const store = new DataStore();
  try {
    for (const { dataset, source } of wanted) {
      const found = await store.inferSchema(source, project);
      if (found.failed) problems.push(...found.failed.map((problem) => ({ ...placeOf(dataset, program), ...problem })));
      else columns.set(dataset, found.value);
    }
    return { columns, problems };
  } finally {
    await store.close();
  }
}

function placeOf(dataset: string, { byKind }: Program): Pick<Diagnostic, "place"> {
  const declaration = byKind.dataset.get(dataset);
  const span = declaration?.block.name?.span;
  if (declaration === undefined || span === undefined) return {};
  const { file, offset } = declaration;
  return { place: { file, span: { start: offset + span.start, end: offset + span.end } } };
}
