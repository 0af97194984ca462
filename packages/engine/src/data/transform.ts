import type { DuckDBConnection } from "@duckdb/node-api";
import { codes, report } from "@mlopsc/diagnostics";
import type { TransformData } from "@mlopsc/plan";
import type { SourceRelation } from "../sql/relation.ts";
import { relationSql } from "../sql/relation-sql.ts";
import { DataProblem, messageOf } from "./data-problem.ts";
import { parquetRelation, writeParquet } from "./parquet-table.ts";

/** Runs the steps of a transform over Parquet tables. `inputs`: the names that the steps use → paths. */
export async function transformParquet(
  connection: DuckDBConnection,
  config: TransformData,
  inputs: Readonly<Record<string, string>>,
  outPath: string,
  today: number,
): Promise<void> {
  const relations = new Map<string, SourceRelation>();
  for (const [input, path] of Object.entries(inputs)) relations.set(input, await parquetRelation(connection, path));
  const resolve = (input: string): SourceRelation => {
    const relation = relations.get(input);
    if (relation === undefined) throw new Error(`the transform reads ${input}, which is none of its inputs`);
    return relation;
  };
  const { sql } = relationSql(config.steps, resolve, { seed: config.seed, today, columns: config.columns });
  const ownQuery = config.steps.some(({ kind }) => kind === "sql");
  try {
    await writeParquet(connection, sql, config.columns, outPath);
  } catch (failure) {
    const detail = messageOf(failure);
    if (!ownQuery || !/^(Binder|Parser|Catalog) Error/.test(detail)) throw failure;
    // The query as a whole is ours, so only the first line speaks of what the author wrote.
    const line = detail.split("\n")[0]!;
    throw new DataProblem(report(codes.queryFailed, { what: "The `sql` step", detail: line }));
  }
}
