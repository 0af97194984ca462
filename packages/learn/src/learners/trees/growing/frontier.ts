/** A node that can be split. */
export interface Open {
  readonly node: number;
  readonly gain: number;
}

/** Nodes that wait to be split. */
export interface Frontier<Node extends Open> {
  add(open: Node): void;
  take(): Node | undefined;
}

/** best_first takes the node of highest gain (Shi 2007), breadth_first the oldest. */
export type GrowOrder = "best_first" | "breadth_first";

export function createFrontier<Node extends Open>(order: GrowOrder): Frontier<Node> {
  switch (order) {
    case "breadth_first":
      return queue();
    case "best_first":
      return heap();
    default:
      return unknownOrder(order);
  }
}

function queue<Node extends Open>(): Frontier<Node> {
  const open: Node[] = [];
  let next = 0;
  return { add: (node) => void open.push(node), take: () => open[next++] };
}

/** A binary heap on the gain whose ties go to the older node. */
function heap<Node extends Open>(): Frontier<Node> {
  const open: Node[] = [];
  const before = (a: Node, b: Node): boolean => a.gain > b.gain || (a.gain === b.gain && a.node < b.node);
  const swap = (a: number, b: number): void => {
    const kept = open[a]!;
    open[a] = open[b]!;
    open[b] = kept;
  };
  return {
    add(node) {
      let at = open.push(node) - 1;
      for (let up = (at - 1) >> 1; at > 0 && before(open[at]!, open[up]!); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    take() {
      if (open.length <= 1) return open.pop();
      swap(0, open.length - 1);
      const top = open.pop();
      for (let at = 0; ; ) {
        let down = 2 * at + 1;
        if (down >= open.length) break;
        if (down + 1 < open.length && before(open[down + 1]!, open[down]!)) down++;
        if (!before(open[down]!, open[at]!)) break;
        swap(at, down);
        at = down;
      }
      return top;
    },
  };
}

function unknownOrder(order: never): never {
  throw new Error(`unknown order ${String(order)}`);
}
