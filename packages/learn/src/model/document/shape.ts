/** What a value of a document must look like: a name for people and a check. The type says what a value that fits is. */
export interface Shape<Value> {
  /** As docs/model-format.md writes it: `number`, `list of text`, `Fill`. */
  readonly text: string;
  /** The first place that does not fit. */
  fault(value: unknown): Fault | undefined;
  /** What stands in it: the shapes of its fields, variants or entries. */
  readonly parts?: Parts;
  /** Never there; ties the type to the shape. */
  readonly holds?: Value;
}

export interface Fault {
  /** `.pipeline.parts[2].columns`, from the value that was checked. */
  readonly path: string;
  /** What should stand there, as the shape's name says it. */
  readonly wanted: string;
  /** True where nothing stands there. */
  readonly absent?: true;
}

/** How a shape is put together, for documentation. */
export type Parts =
  | { readonly kind: "record"; readonly fields: Readonly<Record<string, Field<unknown>>> }
  | { readonly kind: "variants"; readonly key: string; readonly variants: Readonly<Record<string, Shape<unknown>>> }
  | { readonly kind: "entries"; readonly of: readonly Shape<unknown>[] }
  | { readonly kind: "later"; readonly of: () => Shape<unknown> };

export interface Field<Value> {
  readonly shape: Shape<Value>;
  readonly optional: boolean;
}

type IsOptional<Value, Key extends keyof Value> = object extends Pick<Value, Key> ? true : false;

/** A shape for each property of the type, in `optional` just where the type says `?`. */
export type Fields<Value> = {
  readonly [Key in keyof Value]-?: IsOptional<Value, Key> extends true
    ? OptionalField<Exclude<Value[Key], undefined>>
    : Shape<Value[Key]>;
};

interface OptionalField<Value> {
  readonly optional: Shape<Value>;
}

const simple = <Value>(text: string, fits: (value: unknown) => boolean): Shape<Value> => ({
  text,
  fault: (value) => (fits(value) ? undefined : { path: "", wanted: text }),
});

/** Finite: JSON has no other. */
export const number: Shape<number> = simple("number", Number.isFinite);
export const count: Shape<number> = simple("whole number", (value) => Number.isInteger(value) && Number(value) >= 0);
export const text: Shape<string> = simple("text", (value) => typeof value === "string");
export const flag: Shape<boolean> = simple("true or false", (value) => typeof value === "boolean");

export const oneOf = <const Value extends string | number | boolean>(...values: readonly Value[]): Shape<Value> =>
  simple(values.map((value) => JSON.stringify(value)).join(" or "), (value) => values.includes(value as Value));

export const optional = <Value>(shape: Shape<Value>): OptionalField<Value> => ({ optional: shape });

export const orNull = <Value>(shape: Shape<Value>): Shape<Value | null> => ({
  text: `${shape.text} or null`,
  fault: (value) => (value === null ? undefined : shape.fault(value)),
  parts: { kind: "entries", of: [shape] },
});

/** One of several shapes that are told apart by sort: text, numbers, flags. */
export const either = <Values extends readonly unknown[]>(
  ...shapes: { readonly [At in keyof Values]: Shape<Values[At]> }
): Shape<Values[number]> => ({
  text: shapes.map(({ text: name }) => name).join(" or "),
  fault(value) {
    const faults = shapes.map((shape) => shape.fault(value));
    return faults.includes(undefined) ? undefined : { path: "", wanted: this.text };
  },
  parts: { kind: "entries", of: shapes },
});

export const list = <Value>(shape: Shape<Value>): Shape<readonly Value[]> => ({
  text: `list of ${shape.text}`,
  fault(value) {
    if (!Array.isArray(value)) return { path: "", wanted: this.text };
    for (let at = 0; at < value.length; at++) {
      const fault = shape.fault(value[at]);
      if (fault !== undefined) return { ...fault, path: `[${at}]${fault.path}` };
    }
    return undefined;
  },
  parts: { kind: "entries", of: [shape] },
});

/** An object under whose keys, whatever they are, stands the same. */
export const dictionary = <Value>(shape: Shape<Value>): Shape<Readonly<Record<string, Value>>> => ({
  text: `${shape.text} by name`,
  fault(value) {
    if (!isObject(value)) return { path: "", wanted: this.text };
    return firstFault(Object.keys(value), (key) => shape.fault(value[key]));
  },
  parts: { kind: "entries", of: [shape] },
});

/** An object with these fields. Others are passed over: a later release may have added them. */
export function record<Value>(name: string, given: Fields<Value>): Shape<Value> {
  const fields = Object.fromEntries(
    Object.entries<Shape<unknown> | OptionalField<unknown>>(given as never).map(([key, field]) => [
      key,
      "optional" in field ? { shape: field.optional, optional: true } : { shape: field, optional: false },
    ]),
  );
  return {
    text: name,
    fault(value) {
      if (!isObject(value)) return { path: "", wanted: name };
      return firstFault(Object.keys(fields), (key) => {
        const { shape, optional: mayLack } = fields[key]!;
        if (value[key] !== undefined) return shape.fault(value[key]);
        return mayLack ? undefined : { path: "", wanted: shape.text, absent: true };
      });
    },
    parts: { kind: "record", fields },
  };
}

type VariantOf<Value, Key extends keyof Value, Tag> = Value extends unknown
  ? Tag extends Value[Key]
    ? Value
    : never
  : never;

/** An object that one of its fields says more of. */
export function variants<Value, const Key extends keyof Value & string>(
  name: string,
  key: Key,
  of: { readonly [Tag in Value[Key] & string]: Shape<VariantOf<Value, Key, Tag>> },
): Shape<Value> {
  const byTag = of as unknown as Readonly<Record<string, Shape<unknown>>>;
  return {
    text: name,
    fault(value) {
      if (!isObject(value)) return { path: "", wanted: name };
      const tag = value[key];
      if (typeof tag !== "string" || !Object.hasOwn(byTag, tag)) {
        return { path: `.${key}`, wanted: Object.keys(byTag).join(", ") };
      }
      return byTag[tag]!.fault(value);
    },
    parts: { kind: "variants", key, variants: byTag },
  };
}

/** A shape that is made when first asked for: one that stands in itself. */
export function later<Value>(name: string, make: () => Shape<Value>): Shape<Value> {
  return { text: name, fault: (value) => make().fault(value), parts: { kind: "later", of: make } };
}

function firstFault(keys: readonly string[], faultAt: (key: string) => Fault | undefined): Fault | undefined {
  for (const key of keys) {
    const fault = faultAt(key);
    if (fault !== undefined) return { ...fault, path: `.${key}${fault.path}` };
  }
  return undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
