import type { Doubles, Graph } from "../graph/graph.ts";
import { operatorsOf } from "../graph/operators.ts";
import type { Lowering } from "./lowered.ts";

/** The tools of one export. Columns must have been put in before {@link Lowering.ofRows} is called. */
export function createLowering(graph: Graph, missingText: string): Lowering {
  const operators = operatorsOf(graph);
  let today: Doubles | undefined;
  return {
    ...operators,
    missingText,
    ofRows: (value) => graph.node("double", "Expand", [operators.number(value), graph.rowsShape()]),
    today: () => {
      today ??= graph.input("today", "double", "The day of the request, in days since 1970-01-01.");
      return today;
    },
  };
}
