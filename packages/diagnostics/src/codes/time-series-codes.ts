import { error } from "../code-entry.ts";

const example = (sentence: string, spec: string): string => `${sentence}\n\n\`\`\`mlops\n${spec}\n\`\`\``;
const named = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** ML3870 – ML3875: what looks back in time. Part of `checkCodes`. */
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
};
