import type { AlgorithmName, ModelDefinition } from "@mlopsc/vocabulary";
import { mergedClasses } from "./class-labels.ts";
import { decided, fitDecision } from "./decision.ts";
import { type LabelledPredictions, widened } from "./evaluate-model.ts";
import { joinPredictions } from "./join-predictions.ts";

/**
 * Out-of-fold predictions as the model gives them, each part set right by what the other parts teach, so that no row
 * helps to set itself right. A single part has no others: there its own rows do.
 */
export function crossFitted(
  definition: ModelDefinition,
  algorithm: AlgorithmName,
  parts: readonly LabelledPredictions[],
): LabelledPredictions[] {
  const classes = parts.map((part) => part.classes).reduce(mergedClasses, []);
  return parts.map((part, at) => {
    const others = parts.length === 1 ? parts : parts.filter((_, other) => other !== at);
    // An empty part of all classes makes the others know those that they lack.
    const decision = fitDecision(definition, algorithm, joinPredictions([...others, emptyOf(part, classes)]));
    return { ...widenedTo(part, classes), scored: decided(decision, widenedTo(part, classes).scored) };
  });
}

function widenedTo(part: LabelledPredictions, classes: LabelledPredictions["classes"]): LabelledPredictions {
  const predicted = widened(part.scored.predicted, part.classes, classes);
  return {
    ...part,
    truth: part.truth.map((index) => classes.indexOf(part.classes[index]!)),
    classes,
    scored: { ...part.scored, classCount: classes.length, predicted, labels: classes.map(String) },
  };
}

const emptyOf = (part: LabelledPredictions, classes: LabelledPredictions["classes"]): LabelledPredictions => ({
  rows: new Int32Array(0),
  truth: new Float64Array(0),
  classes,
  scored: { ...part.scored, classCount: classes.length, predicted: new Float64Array(0) },
});
