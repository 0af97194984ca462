import { addColumns, addProducts } from "../columns/add-columns.ts";
import { eachRowBlock } from "../columns/each-row-block.ts";
import type { Objective } from "./lbfgs.ts";
import type { StandardColumns } from "./standard-columns.ts";

interface ClassColumns extends Pick<StandardColumns, "columns" | "rows"> {
  /** How much each row counts, of mean 1; null where all count alike. */
  readonly weights: Float64Array | null;
}

/**
 * The mean log loss at a point, each output's weights and then its intercept; writes the gradient. Two classes have one
 * output. Goes through the rows once, in blocks, for sums and gradient together.
 */
export function classLoss({ columns, rows, weights }: ClassColumns, target: Float64Array, outputs: number): Objective {
  const width = columns.length;
  const read = [...columns, target, ...(weights === null ? [] : [weights])];
  const ofOutputs = Array.from({ length: outputs }, (_, output) => output);
  return (point, gradient) => {
    let loss = 0;
    const room = { perRow: outputs, sums: point.length };
    const sums = eachRowBlock(read, rows, room, ({ kernel, count, places, work, most, sums }) => {
      const rawAt = (output: number): number => work.byteOffset + 8 * output * most;
      const sumsAt = (place: number): number => sums.byteOffset + 8 * place;
      for (const output of ofOutputs) {
        const first = output * (width + 1);
        work.fill(point[first + width]!, output * most, output * most + count);
        addColumns(kernel, rawAt(output), places, width, point, first, count);
      }
      const [truths, counting] = [places[width]!, places[width + 1] ?? 0];
      loss +=
        outputs === 1
          ? kernel.logisticErrors(rawAt(0), truths, counting, count)
          : kernel.softmaxErrors(rawAt(0), 8 * most, outputs, truths, counting, count);
      for (const output of ofOutputs) {
        const first = output * (width + 1);
        addProducts(kernel, sumsAt(first), rawAt(output), places, width, count);
        kernel.addAll(sumsAt(first + width), rawAt(output), count);
      }
    });
    for (let index = 0; index < gradient.length; index++) gradient[index] = sums[index]! / rows;
    return loss / rows;
  };
}
