import type { Bools, Doubles, Graph, Integers, Strings, Tensor } from "./graph.ts";

/** A value of the graph, or a number that is the same for all rows. */
export type Operand = Doubles | number;

/** The operators of ONNX that are used, under the names that they have in expressions. */
export interface Operators {
  readonly graph: Graph;
  number(value: number): Doubles;
  add(x: Operand, y: Operand): Doubles;
  subtract(x: Operand, y: Operand): Doubles;
  multiply(x: Operand, y: Operand): Doubles;
  divide(x: Operand, y: Operand): Doubles;
  /** With the sign of x, as C's fmod and JavaScript's %. */
  modulo(x: Operand, y: Operand): Doubles;
  power(x: Operand, y: Operand): Doubles;
  equal(x: Operand, y: Operand): Bools;
  less(x: Operand, y: Operand): Bools;
  lessOrEqual(x: Operand, y: Operand): Bools;
  /** One of the functions of one double that ONNX has: `Exp`, `Floor` … */
  apply(
    operator: "Abs" | "Ceil" | "Cos" | "Exp" | "Floor" | "Log" | "Neg" | "Sign" | "Sin" | "Sqrt",
    x: Operand,
  ): Doubles;
  isNaN(x: Doubles): Bools;
  isInfinite(x: Doubles): Bools;
  and(first: Bools, ...others: readonly Bools[]): Bools;
  or(first: Bools, ...others: readonly Bools[]): Bools;
  not(x: Bools): Bools;
  choose(condition: Bools, yes: Operand, no: Operand): Doubles;
  chooseText(condition: Bools, yes: Strings, no: Strings): Strings;
  toDouble(x: Tensor): Doubles;
  toInteger(x: Tensor): Integers;
  /** Side by side. */
  concat(parts: readonly Doubles[]): Doubles;
  /** One column of a matrix. */
  column(matrix: Doubles, index: number): Doubles;
}

export function operatorsOf(graph: Graph): Operators {
  const number = (value: number): Doubles => graph.constant("double", [1, 1], [value]);
  const operand = (x: Operand): Doubles => (typeof x === "number" ? number(x) : x);
  const two = (operator: string) => (x: Operand, y: Operand) =>
    graph.node("double", operator, [operand(x), operand(y)]);
  const comparison = (operator: string) => (x: Operand, y: Operand) =>
    graph.node("bool", operator, [operand(x), operand(y)]);
  const test = (operator: string) => (x: Doubles) => graph.node("bool", operator, [x]);
  const chain =
    (operator: string) =>
    (first: Bools, ...others: readonly Bools[]) =>
      others.reduce((left, right) => graph.node("bool", operator, [left, right]), first);
  return {
    graph,
    number,
    add: two("Add"),
    subtract: two("Sub"),
    multiply: two("Mul"),
    divide: two("Div"),
    modulo: (x, y) => graph.node("double", "Mod", [operand(x), operand(y)], { fmod: { kind: "integer", value: 1 } }),
    power: two("Pow"),
    equal: comparison("Equal"),
    less: comparison("Less"),
    lessOrEqual: comparison("LessOrEqual"),
    apply: (operator, x) => graph.node("double", operator, [operand(x)]),
    isNaN: test("IsNaN"),
    isInfinite: test("IsInf"),
    and: chain("And"),
    or: chain("Or"),
    not: (x) => graph.node("bool", "Not", [x]),
    choose: (condition, yes, no) => graph.node("double", "Where", [condition, operand(yes), operand(no)]),
    chooseText: (condition, yes, no) => graph.node("string", "Where", [condition, yes, no]),
    toDouble: (x) => graph.node("double", "Cast", [x], { to: { kind: "integer", value: 11 } }),
    toInteger: (x) => graph.node("int64", "Cast", [x], { to: { kind: "integer", value: 7 } }),
    concat: (parts) => (parts.length === 1 ? parts[0]! : graph.node("double", "Concat", parts, axis(1))),
    column: (matrix, index) => graph.node("double", "Gather", [matrix, graph.constant("int64", [1], [index])], axis(1)),
  };
}

export const axis = (value: number): { readonly axis: { readonly kind: "integer"; readonly value: number } } => ({
  axis: { kind: "integer", value },
});
