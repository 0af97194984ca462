import type { FittedCalibration } from "../../calibration/calibration.ts";
import type { RisingLine } from "../../calibration/isotonic.ts";
import type { Combination, EnsembleModel } from "../../ensemble/ensemble-model.ts";
import type { Background, BackgroundColumn } from "../../explain/background.ts";
import type { TrainedModel } from "../trained-model.ts";
import { choice, classLabel, definition, kind, sharedDefinition } from "./definition-shapes.ts";
import { learner, plattScale } from "./learner-shapes.ts";
import { pipeline } from "./pipeline-shapes.ts";
import { count, list, number, oneOf, optional, orNull, record, type Shape, text, variants } from "./shape.ts";

type Numbers = Extract<BackgroundColumn, { readonly numbers: unknown }>;
type Texts = Extract<BackgroundColumn, { readonly texts: unknown }>;

const numbers = record<Numbers>("BackgroundNumbers", {
  name: text,
  kind: kind as Shape<Numbers["kind"]>,
  numbers: list(orNull(number)),
});
const texts = record<Texts>("BackgroundTexts", {
  name: text,
  kind: kind as Shape<Texts["kind"]>,
  texts: list(orNull(text)),
});

const background: Shape<Background> = list<BackgroundColumn>({
  text: "BackgroundNumbers or BackgroundTexts",
  fault: (value) => (typeof value === "object" && value !== null && "texts" in value ? texts : numbers).fault(value),
  parts: { kind: "entries", of: [numbers, texts] },
});

type Calibration<Method> = Extract<FittedCalibration, { readonly method: Method }>;

const calibration: Shape<FittedCalibration> = variants<FittedCalibration, "method">("Calibration", "method", {
  isotonic: record<Calibration<"isotonic">>("isotonic", {
    method: oneOf("isotonic"),
    curves: list(record<RisingLine>("RisingLine", { x: list(number), y: list(number) })),
  }),
  platt: record<Calibration<"platt">>("platt", {
    method: oneOf("platt"),
    scale: oneOf("log_odds", "probability"),
    curves: list(plattScale),
  }),
});

/** The document of one model; before version 2 without calibration and threshold, before 3 without costs. */
export const single: Shape<TrainedModel> = record<TrainedModel>("Model", {
  format: oneOf("mlopsc-model"),
  version: count,
  definition,
  choice,
  seed: number,
  today: number,
  rows: count,
  pipeline,
  features: list(text),
  classes: list(classLabel),
  learner,
  calibration: optional(calibration),
  threshold: optional(number),
  background: optional(background),
});

const combination: Shape<Combination> = variants<Combination, "kind">("Combination", "kind", {
  average: record<Extract<Combination, { kind: "average" }>>("average", {
    kind: oneOf("average"),
    weights: list(number),
  }),
  stacking: record<Extract<Combination, { kind: "stacking" }>>("stacking", {
    kind: oneOf("stacking"),
    choice,
    learner,
  }),
});

/** The document of several models that answer as one, from version 2 on; before 3 without costs. */
export const ensemble: Shape<EnsembleModel> = record<EnsembleModel>("Ensemble", {
  format: oneOf("mlopsc-model"),
  version: count,
  definition: sharedDefinition,
  seed: number,
  today: number,
  rows: count,
  classes: list(classLabel),
  members: list(single),
  combination,
  threshold: optional(number),
  backgrounds: optional(list(background)),
});
