import type { Building, StepOf } from "./building.ts";
import { quoteLiteral } from "./quote.ts";
import { alias, allColumns, columnSql, named, orderSql, type Relation, rowNumberSql, selectFrom } from "./relation.ts";

/** The sort keys are copied, because a later step may take their columns away. */
export function sortSql(step: StepOf<"sort">, input: Relation, building: Building): Relation {
  const terms = step.keys.map(({ column, descending }) => ({ column, name: building.names.next(), descending }));
  const columns = [...allColumns(input), ...terms.map(({ column, name }) => named(columnSql(column), name))];
  return {
    sql: selectFrom(input, columns),
    kinds: input.kinds,
    order: [...terms.map(({ name, descending }) => ({ name, descending })), ...input.order],
  };
}

/** A row's lot is a hash of its number and the seed, so that the choice is the same on every machine. */
export function sampleSql(step: StepOf<"sample">, input: Relation, building: Building): Relation {
  const lot = building.names.next();
  const salt = quoteLiteral(`${building.seed}:${step.seed}:`);
  const numbered = selectFrom(input, [
    ...allColumns(input),
    named(`md5_number_lower(${salt} || ${rowNumberSql(input)})`, lot),
  ]);
  const kept =
    step.rows === undefined
      ? `WHERE ${columnSql(lot)}::DOUBLE < ${step.share ?? 1}e0 * 18446744073709551616e0`
      : `QUALIFY row_number() OVER (ORDER BY ${columnSql(lot)}, ${orderSql(input.order) || "1"}) <= ${Math.trunc(step.rows)}`;
  return { ...input, sql: `SELECT ${allColumns(input).join(", ")} FROM (${numbered}) AS ${alias} ${kept}` };
}
