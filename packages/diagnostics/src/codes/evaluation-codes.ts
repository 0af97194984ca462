import { error } from "../code-entry.ts";

const example = (sentence: string, spec: string): string => `${sentence}\n\n\`\`\`mlops\n${spec}\n\`\`\``;

/** 3811 – 3830: what a model is measured by and decides with. */
export const evaluationCodes = {
  metricNumberMissing: error<{ readonly metric: string; readonly example: string }>(
    "ML3811",
    ({ metric, example }) => `\`${metric}\` needs a number: \`${example}\`.`,
    example("Some metrics are a family, of which a number says which one is meant.", "metrics = [fbeta]"),
    ({ example }) => `Write \`${example}\`.`,
  ),
};
