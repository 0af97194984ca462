import { error, warning } from "../code-entry.ts";

/** ML5000 – ML5099 and ML5300 – ML5999: the registry, the walk and what the step handlers find. Part of `runningCodes`. */
export const applyingCodes = {
  registryTooNew: error<{ file: string; found: number; known: number }>(
    "ML5001",
    ({ file, found, known }) =>
      `The registry ${file} has format ${found}; this mlopsc knows formats up to ${known} and leaves it untouched.`,
    "A newer mlopsc wrote this registry. An older one could misread it, so it refuses.",
    () => "Install the version of mlopsc that the rest of the team uses.",
  ),
  registryLocked: error<{ who: string; host: string; process: number; since: string }>(
    "ML5002",
    ({ who, host, process, since }) =>
      `${who} is applying this project since ${since} (process ${process} on ${host}); two cannot apply at once.`,
    "One apply at a time writes the registry. Reading (`plan`, `report`, `data log`) is always possible. The lock of a process that died on this machine is taken over by itself.",
    () => "Wait until it ends. If that process is gone for good, `mlopsc apply --break-lock` takes its place.",
  ),
  objectMissing: error<{ object: string }>(
    "ML5005",
    ({ object }) => `Object ${object} is not in the store, though the registry names it.`,
    "Somebody removed a file under `.mlopsc/objects`, or copied the registry without it.",
    () => "Restore the file from a backup, or remove `.mlopsc` and apply again.",
  ),
  objectCorrupted: error<{ object: string; found: string }>(
    "ML5006",
    ({ object, found }) => `Object ${object} is damaged: its bytes have the digest ${found}.`,
    "Every object is named for the SHA-256 of its bytes, so a changed file or a bad disk is noticed.",
    () => "Remove that file; the next apply computes what is missing anew.",
  ),
  noSpaceLeft: error<{ address: string; detail: string }>(
    "ML5007",
    ({ address, detail }) => `No space was left on the disk for ${address} (${detail}).`,
    "Finished steps are kept; the unfinished one left nothing behind.",
    () => "Free some space and apply again.",
  ),
  registryUnreadable: error<{ file: string; detail: string }>(
    "ML5008",
    ({ file, detail }) => `The registry ${file} cannot be opened: ${detail}.`,
    "The file is damaged, or not a registry, or this user may not read and write it.",
    () => "See that this user may write in its folder. If the file is damaged, move the folder away and apply again.",
  ),
  stepCrashed: error<{ address: string; detail: string }>(
    "ML5009",
    ({ address, detail }) => `${address} ended in a fault that mlopsc did not foresee: ${detail}`,
    "This is a fault of mlopsc, or of the machine, and not of the project. Finished steps are kept.",
    () => "Apply again; if it stays, report it with the project's plan.",
  ),
  threadEnded: error<{ address: string; reason: string; lacksMemory: boolean }>(
    "ML5458",
    ({ address, reason }) => `${address} was not finished: a thread that worked on it ended: ${reason}.`,
    "Large calculations are shared out among threads. One that ends takes its calculation with it; finished steps are kept.",
    ({ lacksMemory }) =>
      lacksMemory
        ? "Free memory, learn from fewer rows or columns, or let threads have more: `NODE_OPTIONS=--max-old-space-size=8192`."
        : "Apply again; if it stays, report it with the project's plan.",
  ),
  sourceChanged: error<{ address: string }>(
    "ML5010",
    ({ address }) => `The files of ${address} changed while they were taken in.`,
    "What was read is then neither the old data nor the new. It was thrown away; finished steps are kept.",
    () => "Apply again once nothing writes to them.",
  ),
  unknownVersion: error<{ what: string; name: string; version: string; known: string }>(
    "ML5011",
    ({ what, name, version, known }) => `There is no version ${version} of ${what} ${name}; there is: ${known}.`,
    "`mlopsc data log NAME` lists the versions of a dataset, `mlopsc report` those of a model.",
  ),
  nothingRegistered: error<{ what: string; name: string; known: string }>(
    "ML5013",
    ({ what, name, known }) => `The registry holds no ${what} ${name}; it holds: ${known}.`,
    "A dataset gets its first version when `mlopsc apply` takes it in, a model when it has passed its gates.",
    () => "Check the name and the project's folder, or run `mlopsc apply` first.",
  ),
  unknownRun: error<{ run: string; matches: number }>(
    "ML5012",
    ({ run, matches }) =>
      matches === 0 ? `There is no run ${run}.` : `${run} is the beginning of ${matches} runs; say which one is meant.`,
    "A run is named by its id, or by so much of its beginning as no other one shares (four characters at least).",
    () => "`mlopsc runs` lists them.",
  ),
  mlflowUnreachable: error<{ url: string; detail: string }>(
    "ML5020",
    ({ url, detail }) => `The MLflow server at ${url} did not answer: ${detail}.`,
    "Runs are sent one after the other. Those that arrived are there and are not sent again.",
    () => "Start the server, or mend the address, and export again.",
  ),
  mlflowRefused: error<{ url: string; call: string; status: number; detail: string }>(
    "ML5021",
    ({ url, call, status, detail }) => `The MLflow server at ${url} refused ${call} (${status}): ${detail}.`,
    "401 and 403: it wants other credentials. They are read from `MLFLOW_TRACKING_TOKEN`, or `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`.",
    ({ status }) =>
      status === 401 || status === 403
        ? "Set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD."
        : "What was sent before is there; export again once the cause is mended.",
  ),
  mlflowUnexpected: error<{ url: string; call: string; detail: string }>(
    "ML5022",
    ({ url, call, detail }) => `What answers at ${url} is no MLflow server: ${call} gave ${detail}.`,
    "The address is that of the server itself, without `/api` behind it; `/api/2.0/mlflow` must exist below it.",
    () => "Open the address in a browser: MLflow's own pages must appear.",
  ),
  expectationFailed: error<{ expectation: string; measured: string }>(
    "ML5300",
    ({ expectation, measured }) => `The data does not hold \`${expectation}\`: ${measured}.`,
    "An expectation of a dataset that says `else fail`, or nothing, stops what would be made from the data.\n\n```mlops\ndataset customers {\n  expect { rows >= 1_000 }\n}\n```",
    () => "Mend the data, or loosen the expectation, or let it `else warn` or `else drop` the rows.",
  ),
  expectationDoubtful: warning<{ expectation: string; measured: string }>(
    "ML5301",
    ({ expectation, measured }) =>
      `The data does not hold \`${expectation}\`: ${measured}. Going on, as it says else warn.`,
    "An expectation with `else warn` is reported and does not stop anything.",
  ),
  rowsPutAside: warning<{ expectation: string; rows: number }>(
    "ML5302",
    ({ expectation, rows }) => `${rows} ${rows === 1 ? "row was" : "rows were"} put aside by \`${expectation}\`.`,
    "An expectation with `else drop` takes the rows out that break it. They are kept beside the data and counted.",
  ),
  partsShareKeys: error<{ column: string; shared: number }>(
    "ML5310",
    ({ column, shared }) =>
      `${shared} ${shared === 1 ? "value" : "values"} of ${column} stand in both the training and the test part.`,
    "What the model learned about a key could then be recalled in the test, which would flatter it.",
    ({ column }) => `Split by it: \`split test 20% group ${column}\`, or keep one row per key.`,
  ),
  partEmpty: error<{ part: string; rows: number }>(
    "ML5311",
    ({ part, rows }) => `The ${part} part has no rows (of ${rows} in all).`,
    "There are too few rows for the share asked for, or one value holds them all.",
    ({ rows }) =>
      rows === 0
        ? "The table is empty: look at its source, its filters, and `expect { rows >= … }`."
        : "Take in more rows, or change the share or the column of the split.",
  ),
  gateFailed: error<{ model: string; gate: string; measured: string; bound: string }>(
    "ML5320",
    ({ model, gate, measured, bound }) =>
      `Model ${model}: \`${gate}\` does not hold: ${measured} was measured on the test part, the bound is ${bound}. It is not registered.`,
    "A gate is the condition under which a model may be used. The evaluation is kept and drawn in the report.",
    () => "Improve the model, or change the gate and say why in the commit.",
  ),
  testPartReused: warning<{ model: string; uses: number }>(
    "ML5321",
    ({ model, uses }) => `The test part has now judged ${uses} different versions of model ${model}.`,
    "A test part is honest once. Each further model chosen after looking at it makes its figures a little too good.",
    () => "Compare candidates by `validate`, and keep the test part for the last one.",
  ),
  learningFailed: error<{ address: string; problem: string; help: string }>(
    "ML5330",
    ({ address, problem }) => `${address}: ${problem}`,
    "The data, as it is, does not let this step be learned.",
    ({ help }) => help,
  ),
  noTrialFinished: error<{ address: string; trials: number; reason: string | null }>(
    "ML5331",
    ({ address, trials, reason }) =>
      `${address}: none of ${trials} trials gave a score${reason === null ? "." : `; the first failed because ${reason}`}`,
    "Each trial failed or was stopped, or the budget ended before the first.",
    () => "Mend what stopped the first trial; if none was begun, give the search a larger budget.",
  ),
  notConverged: warning<{ address: string; algorithm: string; iterations: number; parameter: string }>(
    "ML5333",
    ({ address, algorithm, iterations }) =>
      `${address}: ${algorithm} had not settled after ${iterations} iterations; its coefficients are not final.`,
    "The solver stopped at the most iterations that it may take. Predictions can be used, but another number of iterations would give others.",
    ({ algorithm, parameter }) =>
      `Raise \`${parameter}\`, or ${unsettledAdvice[algorithm] ?? "bring columns that are of several scales to one, below the split: `scale numeric with standard`"}.`,
  ),
  budgetSpent: warning<{
    address: string;
    /** Trials with a score, those begun, and those wanted. */
    done: number;
    begun: number;
    trials: number;
    /** Milliseconds that a trial on all rows takes, and that were left. */
    expected: number;
    left: number;
    /** Of the training rows, what the best learned from. */
    share: number;
  }>(
    "ML5332",
    ({ address, done, begun, trials, expected, left, share }) =>
      `${address}: the budget ended with ${begun} of ${trials} trials begun and ${done} finished (a trial takes about ${timeText(expected)}, ${timeText(Math.max(0, left))} were left); the best so far counts${share < 1 ? `, measured on ${Math.round(share * 1000) / 10}% of the rows` : ""}.`,
    "A search ends with its trials or its budget, whichever comes first. No trial starts that is not expected to end in time, by what those before took.",
    () => "Give the search a larger budget, or `prune` what falls behind.",
  ),
};

/** `12 s`, `7 min` */
const timeText = (milliseconds: number): string =>
  milliseconds < 120_000
    ? `${Number((milliseconds / 1000).toPrecision(2))} s`
    : `${Math.round(milliseconds / 60_000)} min`;

/** What else ends a solver that works in standard columns, where no scale is amiss. */
const unsettledAdvice: Readonly<Record<string, string>> = {
  logistic_regression:
    "write a stronger penalty, a smaller `c`: classes that can be told apart without error have no end",
  lasso: "write a larger `alpha`",
  elastic_net: "write a larger `alpha`",
};
