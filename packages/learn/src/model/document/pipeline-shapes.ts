import type {
  Bounds,
  FeatureScore,
  Fill,
  FittedPart,
  FittedPipeline,
  OneHot,
  Standardised,
  TargetMeans,
} from "../../pipeline/fitted-part.ts";
import { kind, rowSteps } from "./definition-shapes.ts";
import { count, either, list, number, oneOf, orNull, record, type Shape, text, variants } from "./shape.ts";

type Part<Kind extends FittedPart["kind"]> = Extract<FittedPart, { readonly kind: Kind }>;
type Column<Kind extends "neighbour_fill" | "model_fill" | "ordinal" | "scale" | "bin"> = Part<Kind>["columns"][number];

const fill: Shape<Fill> = record<Fill>("Fill", { name: text, kind, value: either(number, text) });
const standardised: Shape<Standardised> = record<Standardised>("Standardised", {
  name: text,
  mean: number,
  deviation: number,
});
const bounds: Shape<Bounds> = record<Bounds>("Bounds", { name: text, low: number, high: number });
const score: Shape<FeatureScore> = record<FeatureScore>("FeatureScore", { name: text, score: number });
const oneHot: Shape<OneHot> = record<OneHot>("OneHot", { name: text, levels: list(text), rare: list(text) });
const targetOutput = record<TargetMeans["outputs"][number]>("TargetOutput", {
  name: text,
  means: list(number),
  missing: number,
  overall: number,
});
const targetMeans: Shape<TargetMeans> = record<TargetMeans>("TargetMeans", {
  name: text,
  levels: list(text),
  outputs: list(targetOutput),
});

const imputing = {
  fill: record<Part<"fill">>("fill", { kind: oneOf("fill"), columns: list(fill) }),
  neighbour_fill: record<Part<"neighbour_fill">>("neighbour_fill", {
    kind: oneOf("neighbour_fill"),
    neighbours: count,
    features: list(standardised),
    donors: list(list(orNull(number))),
    columns: list(
      record<Column<"neighbour_fill">>("NeighbourFill", {
        ...{ name: text, kind, value: number },
        donorValues: list(orNull(number)),
      }),
    ),
  }),
  model_fill: record<Part<"model_fill">>("model_fill", {
    kind: oneOf("model_fill"),
    features: list(standardised),
    columns: list(
      record<Column<"model_fill">>("ModelFill", { name: text, kind, value: number, weights: list(number) }),
    ),
  }),
};

const outlying = {
  clip: record<Part<"clip">>("clip", { kind: oneOf("clip"), columns: list(bounds) }),
  drop_outliers: record<Part<"drop_outliers">>("drop_outliers", {
    kind: oneOf("drop_outliers"),
    columns: list(text),
    bounds: list(bounds),
    rows: count,
    dropped: count,
  }),
};

const encoding = {
  one_hot: record<Part<"one_hot">>("one_hot", { kind: oneOf("one_hot"), columns: list(oneHot) }),
  ordinal: record<Part<"ordinal">>("ordinal", {
    kind: oneOf("ordinal"),
    columns: list(record<Column<"ordinal">>("Levels", { name: text, levels: list(text) })),
  }),
  target_means: record<Part<"target_means">>("target_means", {
    kind: oneOf("target_means"),
    columns: list(targetMeans),
  }),
  hashing: record<Part<"hashing">>("hashing", { kind: oneOf("hashing"), columns: list(text), buckets: count }),
};

const numeric = {
  scale: record<Part<"scale">>("scale", {
    kind: oneOf("scale"),
    columns: list(record<Column<"scale">>("Scale", { name: text, centre: number, width: number })),
  }),
  bin: record<Part<"bin">>("bin", {
    kind: oneOf("bin"),
    columns: list(record<Column<"bin">>("Edges", { name: text, edges: list(number) })),
  }),
  principal_components: record<Part<"principal_components">>("principal_components", {
    kind: oneOf("principal_components"),
    columns: list(standardised),
    weights: list(list(number)),
    explained: list(number),
  }),
  drop_columns: record<Part<"drop_columns">>("drop_columns", {
    kind: oneOf("drop_columns"),
    columns: list(text),
    scores: list(score),
  }),
};

const part: Shape<FittedPart> = variants<FittedPart, "kind">("Part", "kind", {
  ...rowSteps,
  ...imputing,
  ...outlying,
  ...encoding,
  ...numeric,
});

export const pipeline: Shape<FittedPipeline> = record<FittedPipeline>("Pipeline", {
  version: oneOf(1),
  parts: list(part),
});
