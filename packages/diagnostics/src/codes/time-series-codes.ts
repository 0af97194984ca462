import { error, warning } from "../code-entry.ts";
import { example, named } from "./wording.ts";

/** ML3870 – ML3876: what looks back in time. Part of `checkCodes`. */
export const timeSeriesCodes = {
  lengthOfTime: error<{ readonly verb: string; readonly length: string; readonly order: readonly string[] }>(
    "ML3870",
    ({ verb, length, order }) =>
      `\`${verb}\` looks ${length} back, but the rows are ordered by ${named(order)}: that is not one date or timestamp.`,
    example(
      "A length of time is counted on the column that orders the rows, so there must be one such column, and it must tell a time.",
      "lag load by 1d order meter, at",
    ),
    () => "Write `order at group meter` with the column that tells the time, or count rows: `by 48`.",
  ),
  seasonNeeded: error<{ readonly target: string }>(
    "ML3871",
    ({ target }) => `\`seasonal_naive\` needs to know how long ago it finds \`${target}\`.`,
    example("It answers with the value of one season ago.", "baseline = seasonal_naive"),
    () => "Write `seasonal_naive(period: 7d)`, or a number of rows.",
  ),
  seasonNotThere: error<{ readonly target: string; readonly length: string; readonly found: string | null }>(
    "ML3872",
    ({ target, length, found }) =>
      found === null
        ? `\`seasonal_naive\` answers with \`${target}\` of ${length} before, and no column is a lag so long.`
        : `\`seasonal_naive\` answers with \`${found}\`, which is not among the features.`,
    example(
      "It looks nothing up by itself: what it answers with is a feature, made by `lag`, that a request carries too.",
      "lag load by 1d order at\n…\nbaseline = seasonal_naive(period: 7d)",
    ),
    ({ target, length, found }) =>
      found === null
        ? `Write \`lag ${target} by ${length.replace(" rows", "")} order …\` above the split, and name the column among the features.`
        : `Add \`${found}\` to \`features\`.`,
  ),
  seasonChanged: error<{ readonly column: string; readonly verb: string }>(
    "ML3873",
    ({ column, verb }) => `\`seasonal_naive\` answers with \`${column}\` as it is, but \`${verb}\` changes it.`,
    example(
      "What was scaled is no answer any more.",
      "scale numeric with standard\n…\nbaseline = seasonal_naive(period: 7d)",
    ),
    ({ column }) => `Leave it out of that step: \`… numeric except ${column} …\`.`,
  ),
  seasonMissing: error<{ readonly column: string }>(
    "ML3874",
    ({ column }) =>
      `\`seasonal_naive\` answers with \`${column}\`, which may be missing: the first season has none before.`,
    example(
      "A row without an answer cannot be measured.",
      "lag load by 7d order at\n…\nbaseline = seasonal_naive(period: 7d)",
    ),
    ({ column }) => `Write \`filter ${column} != none\` below the last step that looks back.`,
  ),
  seasonElsewhere: error<{ readonly where: string }>(
    "ML3875",
    ({ where }) => `\`seasonal_naive\` learns nothing, so it cannot be ${where}.`,
    example(
      "It stands for itself: as the algorithm of a model, or as the baseline that others must beat.",
      "space { algorithm in [seasonal_naive, gradient_boosting] }",
    ),
    () => "Make it the `algorithm` or the `baseline` of a model.",
  ),
  sharedSource: warning<{ readonly features: readonly string[]; readonly target: string }>(
    "ML3876",
    ({ features, target }) =>
      `${named(features)} and \`${target}\`, which is to be predicted, are calculated over rows of one column; whether of the same rows is not known.`,
    example(
      "What was bought before a day may tell what is bought after it. Where both are calculated over the same rows, one knows the other.",
      "transform before { from orders  filter at < 2024-01-01   aggregate by customer: spend = sum(amount) }\ntransform later  { from orders  filter at >= 2024-01-01  aggregate by customer: next = sum(amount) }",
    ),
    ({ features, target }) =>
      `All is well where a \`filter\` parts their rows, as by a day; if not, leave ${named(features)} out, or predict another column than \`${target}\`.`,
  ),
};
