import type { DuckDBDataChunk, DuckDBResult } from "@duckdb/node-api";

/** Growing columns of a result, filled chunk by chunk. */
interface Filling {
  readonly add: (chunk: DuckDBDataChunk, column: number, at: number) => void;
}

/** Copies DOUBLE columns (NaN where NULL) of a streamed result into arrays of `rows` elements. */
export function numbersInto(values: Float64Array): Filling {
  return {
    add: (chunk, column, at) => {
      const vector = chunk.getColumnVector(column);
      const items: unknown = Reflect.get(vector, "items");
      if (items instanceof Float64Array) values.set(items, at);
      else for (let row = 0; row < chunk.rowCount; row++) values[at + row] = Number(vector.getItem(row) ?? Number.NaN);
    },
  };
}

/** Copies INTEGER columns without NULL into an array. */
export function codesInto(codes: Int32Array): Filling {
  return {
    add: (chunk, column, at) => {
      const vector = chunk.getColumnVector(column);
      const items: unknown = Reflect.get(vector, "items");
      if (items instanceof Int32Array) codes.set(items, at);
      else for (let row = 0; row < chunk.rowCount; row++) codes[at + row] = Number(vector.getItem(row) ?? -1);
    },
  };
}

/** Gives each distinct text of a VARCHAR column, without its first character, a code in order of first use; -1 where NULL. */
export function textsInto(codes: Int32Array, dictionary: string[]): Filling {
  const known = new Map<string, number>();
  return {
    add: (chunk, column, at) => {
      const vector = chunk.getColumnVector(column);
      for (let row = 0; row < chunk.rowCount; row++) {
        const text = vector.getItem(row) as string | null;
        if (text === null) {
          codes[at + row] = -1;
          continue;
        }
        let code = known.get(text);
        if (code === undefined) {
          code = dictionary.length;
          known.set(text, code);
          dictionary.push(text.slice(1));
        }
        codes[at + row] = code;
      }
    },
  };
}

/** Reads a whole result into the fillings, one a column. Answers the number of rows. */
export async function fill(result: DuckDBResult, fillings: readonly Filling[]): Promise<number> {
  let at = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [column, { add }] of fillings.entries()) add(chunk, column, at);
    at += chunk.rowCount;
  }
  return at;
}
