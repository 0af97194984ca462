/** Between a thread that predicts and the one that holds the runtime. */

export type TensorType = "float32" | "float64" | "int64" | "int32" | "bool" | "string";

export interface TensorData {
  readonly type: TensorType;
  readonly dims: readonly number[];
  readonly data: Float32Array | Float64Array | BigInt64Array | Int32Array | Uint8Array | readonly string[];
}

/** An input or output of a model as it declares it. */
export interface OnnxValue {
  readonly name: string;
  /** The runtime's word; "" of what is no tensor, like a sequence of maps. */
  readonly type: string;
  /** null: any size. */
  readonly shape: readonly (number | null)[];
}

export interface OnnxDescription {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** The bytes are sent where the other thread does not hold that model yet. */
export interface OnnxRequest {
  readonly sha256: string;
  readonly bytes?: Uint8Array;
  /** Absent: the model is to be described. */
  readonly run?: { readonly feeds: Readonly<Record<string, TensorData>>; readonly outputs: readonly string[] };
}

export type OnnxReply =
  | { readonly kind: "described"; readonly description: OnnxDescription }
  | { readonly kind: "ran"; readonly outputs: Readonly<Record<string, TensorData>> }
  | { readonly kind: "unknownModel" }
  | { readonly kind: "runtimeMissing" }
  | { readonly kind: "failed"; readonly reason: string };
