import type { schemasToInfer } from "@mlopsc/compiler";
import type { Diagnostic } from "@mlopsc/diagnostics";
import type { Column } from "@mlopsc/vocabulary";

export interface DescribedSchemas {
  /** By dataset. */
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  readonly problems: readonly { readonly dataset: string; readonly problem: Diagnostic }[];
}

/** The columns of datasets without a schema, as their data show them. */
export async function describeSchemas(
  project: string,
  wanted: ReturnType<typeof schemasToInfer>,
): Promise<DescribedSchemas> {
  const columns = new Map<string, readonly Column[]>();
  const problems: { dataset: string; problem: Diagnostic }[] = [];
  if (wanted.length === 0) return { columns, problems };
  const { DataStore } = await import("@mlopsc/engine");
  const store = new DataStore();
  try {
    for (const { dataset, source } of wanted) {
      const found = await store.inferSchema(source, project);
      if (found.failed) problems.push(...found.failed.map((problem) => ({ dataset, problem })));
      else columns.set(dataset, found.value);
    }
    return { columns, problems };
  } finally {
    await store.close();
  }
}
