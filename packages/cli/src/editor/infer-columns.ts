import { resolve } from "node:path";
import { type InferredColumns, type Program, schemasToInfer } from "@mlopsc/compiler";
import { canonicalJson, type SourceDefinition } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import { fileState } from "./file-state.ts";

/** Columns of datasets without a schema: looked for once for each state of their files. */
export interface ColumnFinder {
  find(program: Program): Promise<InferredColumns>;
}

export function createColumnFinder(folder: string): ColumnFinder {
  const known = new Map<string, readonly Column[] | null>();
  return {
    find: async (program) => {
      const wanted = schemasToInfer(program).map(({ dataset, source }) => ({
        ...{ dataset, source },
        key: stateOf(source, folder),
      }));
      const fresh = wanted.filter(({ key }) => key !== null && !known.has(key));
      if (fresh.length > 0) await look(fresh, folder, known);
      return new Map(
        wanted.flatMap(({ dataset, key }) => {
          const columns = key === null ? null : known.get(key);
          return columns ? [[dataset, columns] as const] : [];
        }),
      );
    },
  };
}

interface Wanted {
  readonly source: SourceDefinition;
  readonly key: string | null;
}

/** The database is loaded only here, and closed again: an editor is open for days. */
async function look(
  wanted: readonly Wanted[],
  folder: string,
  known: Map<string, readonly Column[] | null>,
): Promise<void> {
  const { DataStore } = await import("@mlopsc/engine");
  const store = new DataStore();
  try {
    for (const { source, key } of wanted) {
      const found = await store.inferSchema(source, folder);
      if (key !== null) known.set(key, found.failed ? null : found.value);
    }
  } finally {
    await store.close();
  }
}

/** Another text when the file is another one. Null where there is no such file: a path that is being written. */
function stateOf(source: SourceDefinition, folder: string): string | null {
  const said = canonicalJson(source);
  if (/[*?[]/.test(source.path)) return said;
  const file = fileState(resolve(folder, source.path));
  return file === null ? null : `${said}\n${file}`;
}
