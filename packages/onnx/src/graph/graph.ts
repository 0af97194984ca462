import type { Attribute, Element, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from "../file/onnx-file.ts";

/** A value of the graph. Unless said otherwise it has a row for each row to predict, and one column. */
export interface Tensor<E extends Element = Element> {
  readonly name: string;
  readonly element: E;
}

export type Doubles = Tensor<"double">;
export type Integers = Tensor<"int64">;
export type Bools = Tensor<"bool">;
export type Strings = Tensor<"string">;

export type Attributes = Readonly<Record<string, Attribute>>;

/** A graph that grows node by node: what is asked for twice is there once, and what no output needs is left out. */
export interface Graph {
  input<E extends Element>(name: string, element: E, documentation: string): Tensor<E>;
  constant<E extends Element>(
    element: E,
    dimensions: readonly number[],
    values: ArrayLike<number> | readonly string[],
  ): Tensor<E>;
  node<E extends Element>(
    element: E,
    operator: string,
    inputs: readonly Tensor[],
    attributes?: Attributes,
    domain?: string,
  ): Tensor<E>;
  /** The size of the first input: that of all. */
  rowsShape(): Integers;
  /** Gives the name under which the value comes out: the one asked for, unless it is taken. */
  output(name: string, value: Tensor, width: number, documentation: string): string;
  build(name: string): OnnxGraph;
}

/** What a caller chooses: how many rows there are. */
const rows = "rows";

export function createGraph(): Graph {
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const known = new Map<string, Tensor>();
  const taken = new Set<string>();
  const unique = (wanted: string): string => {
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
    taken.add(name);
    return name;
  };
  const once = <E extends Element>(key: string | undefined, make: () => Tensor<E>): Tensor<E> => {
    const found = key === undefined ? undefined : known.get(key);
    if (found !== undefined) return found as Tensor<E>;
    const made = make();
    if (key !== undefined) known.set(key, made);
    return made;
  };
  const add = (operator: string, output: string, from: readonly Tensor[], attributes: Attributes, domain: string) =>
    nodes.push({ operator, domain, inputs: from.map(({ name }) => name), output, attributes });
  const node: Graph["node"] = (element, operator, from, attributes = {}, domain = "") =>
    once(isSmall(attributes) ? keyOf(operator, domain, from, attributes) : undefined, () => {
      const name = unique(`${operator}_${nodes.length + 1}`);
      add(operator, name, from, attributes, domain);
      return { name, element };
    });
  return {
    input(wanted, element, documentation) {
      const name = unique(wanted);
      inputs.push({ name, element, dimensions: [rows, 1], documentation });
      return { name, element };
    },
    constant: (element, dimensions, values) =>
      once(values.length > 16 ? undefined : keyOf(element, dimensions, values), () => {
        const name = unique(`constant_${constants.length + 1}`);
        constants.push({ name, element, dimensions, values });
        return { name, element };
      }),
    node,
    rowsShape: () => node("int64", "Shape", [inputs[0]!]),
    output(wanted, value, width, documentation) {
      const name = unique(wanted);
      add("Identity", name, [value], {}, "");
      outputs.push({ name, element: value.element, dimensions: [rows, width], documentation });
      return name;
    },
    build: (name) => needed({ name, nodes, constants, inputs, outputs }),
  };
}

/** -0 is not 0, and JSON would say null of NaN. */
const keyOf = (...parts: readonly unknown[]): string =>
  JSON.stringify(parts, (_, value) => (typeof value === "number" ? `${Object.is(value, -0) ? "-0" : value}` : value));

const isSmall = (attributes: Attributes): boolean =>
  Object.values(attributes).every(({ kind }) => kind === "integer" || kind === "text");

/** Without the nodes and constants that no output is made of. The order stays: what a node reads is made before it. */
function needed(graph: OnnxGraph): OnnxGraph {
  const wanted = new Set(graph.outputs.map(({ name }) => name));
  const nodes: OnnxNode[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!wanted.has(node.output)) continue;
    for (const input of node.inputs) wanted.add(input);
    nodes.push(node);
  }
  return { ...graph, nodes: nodes.reverse(), constants: graph.constants.filter(({ name }) => wanted.has(name)) };
}
