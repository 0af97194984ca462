import { error, warning } from "../code-entry.ts";
import { example } from "./wording.ts";

/** ML3911 – ML3919: the checks between targets, as they are written. */
export const deployCheckSpecCodes = {
  noCheckFile: warning<{ readonly line: string }>(
    "ML3911",
    ({ line }) => `\`${line}\` names no file of the project: where it runs it finds none.`,
    example(
      "A test of the team's own runs in a folder that holds the files which its line or `files` names, and no others.",
      'checks { run("npm test") }',
    ),
    () => 'Declare what it reads: `files: ["package.json", "tests"]`.',
  ),
  noImage: error<{ readonly deploy: string }>(
    "ML3912",
    ({ deploy }) => `\`image\` is never known: no target of \`${deploy}\` has images.`,
    example(
      "Processes are started from files: only `docker` has images.",
      "target here { platform = process  port = 8080 }\ndeploy api { through = [here]  checks { size: image < 150MB } }",
    ),
    () => "Ask for `layer` or `model`, which are known everywhere.",
  ),
  fewRequests: warning<{ readonly figure: string; readonly requests: number; readonly least: number }>(
    "ML3913",
    ({ figure, requests, least }) =>
      `\`${figure}\` of ${requests} requests is that of the slowest alone: it says something from ${least} on.`,
    example("A quantile needs requests on both sides of it.", "checks { load(rate: 1/s, for: 10s): p99 < 50ms }"),
    () => "Give a longer `for` or a higher `rate`, or ask for `p50`.",
  ),
};
