import type { ScalarKind } from "@mlopsc/vocabulary";
import { isNumericStorage } from "@mlopsc/vocabulary";
import type { Bools, Doubles, Strings } from "../graph/graph.ts";
import type { Operators } from "../graph/operators.ts";

/** What a column or an expression became. */
export type Lowered = Numbers | Texts | Refused;

/** NaN is missing. */
export interface Numbers {
  readonly type: "numbers";
  readonly values: Doubles;
  /** Where all rows have the same value; null is missing. */
  readonly constant?: number | null;
}

/** {@link Lowering.missingText} is missing. */
export interface Texts {
  readonly type: "texts";
  readonly values: Strings;
  readonly constant?: string | null;
  /** All texts that occur, missing aside; undefined where it may be anything. */
  readonly levels: readonly string[] | undefined;
}

/** What ONNX cannot say. It is a problem only where a prediction needs it. */
export interface Refused {
  readonly type: "refused";
  readonly what: string;
  /** The step of the pipeline where it arose, from 0; undefined of the learner. */
  readonly step: number | undefined;
}

/** What all parts of an export share. */
export interface Lowering extends Operators {
  /** The text that stands for a missing one: no text that the model knows. */
  readonly missingText: string;
  /** The same for all rows. */
  ofRows(value: number): Doubles;
  /** The value of `today()`: an input of its own, made when first asked for. */
  today(): Doubles;
}

export const numbers = (values: Doubles): Numbers => ({ type: "numbers", values });
export const refused = (what: string, step?: number): Refused => ({ type: "refused", what, step });

/** Of a text that no input carries, but an expression makes. */
export const sameAsMissing = "the text that stands for a missing one";

/** A value that is the same for all rows, of one row alone: it fits beside any. */
export function constantOf(lowering: Lowering, kind: ScalarKind, value: number | string | null): Lowered {
  if (isNumericStorage(kind)) {
    return { type: "numbers", values: lowering.number(Number(value ?? Number.NaN)), constant: value as number | null };
  }
  const text = value as string | null;
  if (text === lowering.missingText) return refused(sameAsMissing);
  const values = lowering.graph.constant("string", [1, 1], [text ?? lowering.missingText]);
  return { type: "texts", values, constant: text, levels: text === null ? [] : [text] };
}

/** Whether each row is missing. */
export function missing(lowering: Lowering, value: Numbers | Texts): Bools {
  if (value.type === "numbers") return lowering.isNaN(value.values);
  const place = lowering.graph.node(
    "int64",
    "LabelEncoder",
    [value.values],
    {
      keys_strings: { kind: "texts", value: [lowering.missingText] },
      values_int64s: { kind: "integers", value: [1] },
      default_int64: { kind: "integer", value: 0 },
    },
    "ai.onnx.ml",
  );
  return lowering.graph.node("bool", "Cast", [place], { to: { kind: "integer", value: 9 } });
}
