import { type Program, schemasToInfer } from "@mlopsc/compiler";
import { codes, type Diagnostic } from "@mlopsc/diagnostics";
import type { Column } from "@mlopsc/vocabulary";

export interface DescribedSchemas {
  /** By dataset. */
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  /** Sources that are not there, or not within reach, each at the name of its dataset. */
  readonly absent: readonly Diagnostic[];
  /** Sources that are there and cannot be read, likewise. */
  readonly broken: readonly Diagnostic[];
}

/** The columns of datasets without a schema, as their data show them. Opens data only where there are such. */
export async function describeSchemas(project: string, program: Program): Promise<DescribedSchemas> {
  const columns = new Map<string, readonly Column[]>();
  const absent: Diagnostic[] = [];
  const broken: Diagnostic[] = [];
  const wanted = schemasToInfer(program);
  if (wanted.length === 0) return { columns, absent, broken };
  const { DataStore } = await import("@mlopsc/engine");
  const store = new DataStore();
  try {
    for (const { dataset, source } of wanted) {
      const found = await store.inferSchema(source, project);
      if (!found.failed) columns.set(dataset, found.value);
      for (const problem of found.failed ?? []) {
        const isAbsent = problem.code === codes.sourceNotFound.code || isAddress(source.path);
        (isAbsent ? absent : broken).push({ ...placeOf(dataset, program), ...problem });
      }
    }
    return { columns, absent, broken };
  } finally {
    await store.close();
  }
}

const isAddress = (path: string): boolean => /^[a-z][a-z0-9]*:\/\//i.test(path);

function placeOf(dataset: string, { byKind }: Program): Pick<Diagnostic, "place"> {
  const declaration = byKind.dataset.get(dataset);
  const span = declaration?.block.name?.span;
  if (declaration === undefined || span === undefined) return {};
  const { file, offset } = declaration;
  return { place: { file, span: { start: offset + span.start, end: offset + span.end } } };
}
