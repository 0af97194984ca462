import type { TrainedModel } from "../model/trained-model.ts";
import { type ApplyContext, applyPipeline } from "../pipeline/apply-pipeline.ts";
import { columnNamed } from "../table/columns.ts";
import { type JsonScalar, jsonAt } from "../table/records.ts";
import type { Table } from "../table/table.ts";
import type { ColumnOrigin } from "./column-origins.ts";

/**
 * Each column's values in rows of the request, as the request carries them or as the pipeline derived them, before they
 * are encoded or scaled. Undefined where there is none to show.
 */
export function columnValues(
  { pipeline }: TrainedModel,
  origins: readonly ColumnOrigin[],
  request: Table,
  context: ApplyContext,
): (place: number, row: number) => JsonScalar | undefined {
  const made = origins.map(({ column, part }) => {
    if (part < 0) return { values: columnNamed(request, column), placeOf: undefined };
    const upTo = { ...pipeline, parts: pipeline.parts.slice(0, part + 1) };
    const { output, rows } = applyPipeline(upTo, request, context);
    return { values: columnNamed(output, column), placeOf: new Map(Array.from(rows, (row, place) => [row, place])) };
  });
  return (place, row) => {
    const { values, placeOf } = made[place]!;
    const at = placeOf === undefined ? row : placeOf.get(row);
    return values === undefined || at === undefined ? undefined : jsonAt(values, at);
  };
}
