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

/** One check, as it is written, on one target. */
export interface CheckOn {
  readonly check: string;
  readonly target: string;
}

const undone = "The target is left as it was before the release.";

/** ML5550 – ML5579: the checks between targets, as they run. */
export const deployCheckCodes = {
  checkFails: error<CheckOn & { readonly comparison: string; readonly figures: string }>(
    "ML5550",
    ({ comparison, target, figures }) => `\`${comparison}\` does not hold on ${target}: ${figures}.`,
    example(
      `What is measured must meet the conditions of \`checks\`. ${undone}`,
      "checks { load(rate: 200/s): p95 < 20ms }",
    ),
    ({ check }) => `It is asked for by \`${check}\`.`,
  ),
  checkUnmeasured: warning<CheckOn & { readonly comparison: string }>(
    "ML5551",
    ({ comparison, target }) => `\`${comparison}\` was not looked at: ${target} has no such figure.`,
    example(
      "A platform of processes has no image, whose size could be measured; the condition counts on the other targets.",
      "checks { size: image < 150MB }",
    ),
  ),
  checkSkipped: warning<CheckOn>(
    "ML5552",
    ({ check, target }) => `\`${check}\` was not tried: nothing answers on ${target}.`,
    "Once nothing answers at the address of a release, the checks that would ask it are left out: they would only say the same again.",
  ),
  targetSilent: error<{ readonly target: string; readonly url: string; readonly reason: string }>(
    "ML5553",
    ({ target, url, reason }) => `Nothing answers on ${target}: ${url} gives ${reason}.`,
    "A release must answer at its address before anything can be measured.",
    () => "Look at what the release has printed, and whether its port can be reached from here.",
  ),
  parityDiffers: error<ParityFound>(
    "ML5554",
    ({ target, row, key, output, trained, served, differing, rows, form }) =>
      `On ${target} row ${row}${key === null ? "" : ` (${key})`} is answered in another way than in training: \`${output}\` was ${trained}, and is ${served}. ` +
      `${differing === rows ? `All ${rows} rows differ` : `${differing} of ${rows} rows differ`}${form}.`,
    example(
      "The same rows must get the same predictions as the trained model gives in the process that made it.",
      "checks { parity(sample: 500): difference <= 1e-9 }",
    ),
    ({ column, says }) => {
      if (column === null && says !== null) return `No column makes the difference: it is as if ${says}.`;
      if (column === null)
        return "No single column explains it: compare the model's document on the target with the registered one.";
      return `The difference lies in \`${column}\`${says === null ? "" : `: as if ${says}`}.`;
    },
  ),
  noRecordedRows: error<CheckOn>(
    "ML5555",
    ({ check }) => `\`${check}\` has no rows: the test part is empty.`,
    "Parity and load are measured with rows of the test part, those that the model was evaluated on.",
    () => "Give the split a larger test part.",
  ),
  loadNotReached: error<CheckOn & { readonly wanted: string; readonly reached: string }>(
    "ML5556",
    ({ check, wanted, reached }) =>
      `\`${check}\` could not be measured: this machine sent ${reached} requests a second instead of ${wanted}.`,
    "The load is made on schedule. Where the machine that makes it cannot keep to it, the figures would be those of another load.",
    () => "Ask for a lower `rate`, or run mlopsc where there is more processor time.",
  ),
  loadUneven: warning<CheckOn & { readonly lateness: string }>(
    "ML5557",
    ({ check, lateness }) =>
      `\`${check}\` was sent unevenly: 5 % of the requests left ${lateness} or more after they were due, which counts as their time.`,
    "Times count from the moment at which a request was due. A machine that is busy with other work sends late, so latencies look longer than they are.",
    () => "Measure again when the machine is less busy.",
  ),
  smokeFails: error<{ readonly target: string; readonly path: string; readonly problem: string }>(
    "ML5558",
    ({ target, path, problem }) => `${path} on ${target} ${problem}.`,
    "A server of mlopsc says of itself whether it is well and ready, what it measures and what it takes; and the example in its description is answered as it says.",
    () => "Is it the prediction server that answers on this port?",
  ),
  runFails: error<CheckOn & { readonly how: string; readonly log: readonly string[] }>(
    "ML5559",
    ({ check, target, how, log }) =>
      `\`${check}\` ${how} on ${target}${log.length === 0 ? "." : `:\n${log.join("\n")}`}`,
    example("A test of the team's own must end with exit code 0.", 'checks { run("node tests/smoke.mjs") }'),
    () => "It finds the address in `MLOPSC_URL`, the names in `MLOPSC_DEPLOYMENT` and `MLOPSC_TARGET`.",
  ),
};

/** A row that a target answers in another way than the trained model. */
export interface ParityFound {
  readonly target: string;
  /** Counted from 1, among the recorded rows. */
  readonly row: number;
  readonly key: string | null;
  readonly output: string;
  readonly trained: string;
  readonly served: string;
  readonly differing: number;
  readonly rows: number;
  /** Empty, or in which form of request. */
  readonly form: string;
  readonly column: string | null;
  readonly says: string | null;
}
