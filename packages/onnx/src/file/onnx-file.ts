/** The messages of onnx.proto that are written (IR version 8), as plain data. */
export interface OnnxFile {
  readonly producer: { readonly name: string; readonly version: string };
  /** 0 where the model has no version. */
  readonly version: number;
  readonly documentation: string;
  readonly operatorSets: readonly { readonly domain: string; readonly version: number }[];
  readonly graph: OnnxGraph;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export interface OnnxNode {
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export type Attribute =
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "integers"; readonly value: ArrayLike<number> }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "texts"; readonly value: readonly string[] }
  | { readonly kind: "tensor"; readonly value: OnnxTensor };

export type Element = "double" | "int64" | "bool" | "string" | "float";

/** Values in row-major order; a bool is 0 or 1. */
export interface OnnxTensor {
  readonly name: string;
  readonly element: Element;
  readonly dimensions: readonly number[];
  readonly values: ArrayLike<number> | readonly string[];
}

export interface OnnxValue {
  readonly name: string;
  readonly element: Element;
  /** A text names a size that only the caller knows. */
  readonly dimensions: readonly (number | string)[];
  readonly documentation: string;
}
