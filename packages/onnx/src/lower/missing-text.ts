import type { StoredModel } from "@mlopsc/learn";

/** The empty text, unless the model has a meaning for it. */
export function missingTextOf(model: StoredModel): string {
  const texts = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") texts.add(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  const members = "members" in model ? model.members : [model];
  visit([
    model.classes,
    members.map(({ definition, pipeline, learner, classes }) => [definition, pipeline, learner, classes]),
  ]);
  let text = "";
  for (let count = 1; texts.has(text); count++) text = count === 1 ? "(missing)" : `(missing ${count})`;
  return text;
}
