import { numericColumn, type Table } from "@mlopsc/learn";

/** The rows that make-reference.py makes, bit for bit: features about normal, and a target of their products. */
export function generatedData(rows: number, columns: number, seed: number): { table: Table; raw: Float64Array } {
  let state = seed;
  const draw = (): number => {
    let total = 0;
    for (let part = 0; part < 4; part++) {
      state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0;
      total += state / 4_294_967_296;
    }
    return total - 2;
  };
  const values = Array.from({ length: columns }, () => new Float64Array(rows));
  const raw = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (const column of values) column[row] = draw();
    const [a, b, c, d] = values.map((column) => column[row]!) as [number, number, number, number];
    raw[row] = a * b * 2 + c * c - d + draw() * 0.5;
  }
  return { table: { rows, columns: values.map((column, at) => numericColumn(`x${at}`, "number", column)) }, raw };
}
