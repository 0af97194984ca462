import { error, warning } from "../code-entry.ts";
import { example } from "./wording.ts";

const files = "See docs/trainers.md for what a trainer reads and writes.";

/** ML3856 – ML3865: learners that are not ours, as they are written. */
export const outsideSpecCodes = {
  outsideText: error<{ readonly algorithm: string; readonly problem: string; readonly wanted: string }>(
    "ML3856",
    ({ algorithm, problem }) => `\`${algorithm}\` ${problem}.`,
    example("A trainer is a line of text, a ready model a path.", "algorithm = command(trees: 300)"),
    ({ wanted }) => `Write \`${wanted}\`.`,
  ),
  outsideElsewhere: error<{ readonly algorithm: string }>(
    "ML3857",
    ({ algorithm }) =>
      `\`${algorithm}\` stands by itself: as the \`algorithm\` or the \`baseline\` of a model; a command also as the only algorithm of a search.`,
    example(
      "What mlopsc fits by itself, in a drift or an ensemble, is one of its own algorithms.",
      'drift moved { detector = classifier(command("python train.py")) }',
    ),
    () => "Name one of the other algorithms here.",
  ),
  programParameter: error<{
    readonly name: string;
    readonly found: string;
    readonly suggestion: string | null;
    readonly settings: readonly string[];
  }>(
    "ML3858",
    ({ name, found }) =>
      `\`${name}\` is handed to the program as a hyper-parameter: a number, text, true, false or none, but this is ${found}.`,
    example(
      "Whatever is no setting of `command` goes to the program in `parameters.json`.",
      'algorithm = command("python train.py", timeuot: 30m)',
    ),
    ({ suggestion, settings }) =>
      suggestion === null
        ? `The settings of \`command\` are ${settings.map((setting) => `\`${setting}\``).join(", ")}.`
        : `Did you mean \`${suggestion}\`?`,
  ),
  programSettingLike: warning<{ readonly name: string; readonly suggestion: string }>(
    "ML3859",
    ({ name, suggestion }) => `\`${name}\` is handed to the program, and looks like its setting \`${suggestion}\`.`,
    example("A misspelt setting would become a hyper-parameter.", 'algorithm = command("python train.py", shel: true)'),
    ({ suggestion }) => `Did you mean \`${suggestion}\`? If not, give the hyper-parameter another name.`,
  ),
  outsideFolder: error<{ readonly path: string }>(
    "ML3860",
    ({ path }) => `\`${path}\` is not a path inside the project.`,
    example(
      "What a trainer reads is kept with the model and compared by content, so it lies in the project.",
      'algorithm = command("python /home/me/train.py")',
    ),
    () => "Move it into the project and write its path from there, with `/`.",
  ),
  shellSigns: error<{ readonly sign: string }>(
    "ML3861",
    ({ sign }) => `\`${sign}\` means something to a shell only, and no shell reads this line.`,
    example("A command is a program and its arguments.", 'algorithm = command("cd src && python train.py")'),
    () => "Put the line into a script, quote the sign, or add `shell: true`.",
  ),
  noTrainerFile: warning<{ readonly line: string }>(
    "ML3862",
    ({ line }) => `\`${line}\` names no file of the project: a change of what it runs would not train again.`,
    example(
      "Files that the line names, and those in `files`, are compared by content.",
      'algorithm = command("python -m trainer")',
    ),
    () => 'Declare what it reads: `files: ["trainer"]`.',
  ),
};

/** One run of a trainer. */
export interface TrainerRun {
  /** The address of the step. */
  readonly address: string;
  /** The command as written. */
  readonly line: string;
  /** The last lines that it printed. */
  readonly log: readonly string[];
}

/** By which a program is ended for what it did. */
const crashes: ReadonlySet<string> = new Set(["SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV"]);

const said = ({ log }: Pick<TrainerRun, "log">): string =>
  log.length === 0
    ? " It printed nothing."
    : `\nThe last that it printed:\n${log.map((text) => `    ${text}`).join("\n")}`;
const logFile = ({ address }: Pick<TrainerRun, "address">): string =>
  `All that it printed stands in \`.mlopsc/logs/${address.replaceAll("/", ".")}.log\`.`;

/** ML5370 – ML5389: learners that are not ours, as they run. */
export const outsideRunCodes = {
  outsideFileMissing: error<{ readonly path: string }>(
    "ML5370",
    ({ path }) => `There is no \`${path}\` in the project.`,
    "A learner of yours is kept with the model and compared by content, so its files must be there before anything is planned.",
    () => "Mend the path, which is relative to the project's folder, or add the file.",
  ),
  outsideFileChanged: error<{ readonly address: string }>(
    "ML5371",
    ({ address }) => `${address}: a file of its learner changed after the plan was made.`,
    "What is applied is what was planned.",
    () => "Plan and apply again.",
  ),
  programMissing: error<{ readonly address: string; readonly program: string }>(
    "ML5372",
    ({ address, program }) => `${address}: the program \`${program}\` was not found.`,
    "The first word of a command is a program on the PATH, or a file of the project that may be executed.",
    ({ program }) => `Install \`${program}\`, put it on the PATH, or make the file executable.`,
  ),
  variableMissing: error<{ readonly address: string; readonly name: string }>(
    "ML5373",
    ({ address, name }) => `${address}: the environment variable \`${name}\` is not set.`,
    "A trainer sees the variables that `environment` names and no others; each must be set.",
    ({ name }) => `Set \`${name}\`, or take it out of \`environment\`.`,
  ),
  programTimedOut: error<TrainerRun & { readonly limit: string }>(
    "ML5374",
    (run) => `${run.address}: \`${run.line}\` was stopped after ${run.limit}.${said(run)}`,
    "One run of a trainer may take as long as `timeout` says. It and all that it started were ended.",
    (run) => `Raise \`timeout\`, or give it less to do. ${logFile(run)}`,
  ),
  programFailed: error<TrainerRun & { readonly verb: string; readonly exitCode: number }>(
    "ML5375",
    (run) => `${run.address}: \`${run.line} ${run.verb}\` ended with exit code ${run.exitCode}.${said(run)}`,
    "Any exit code but 0 means that a trainer failed. Nothing of what it left is used.",
    (run) => `Mend the trainer and apply again. ${logFile(run)}`,
  ),
  programKilled: error<TrainerRun & { readonly verb: string; readonly signal: string }>(
    "ML5376",
    (run) =>
      `${run.address}: \`${run.line} ${run.verb}\` ${crashes.has(run.signal) ? "crashed" : "was ended from outside"}, by ${run.signal}.${said(run)}`,
    "SIGKILL without anybody's doing is how a system that runs out of memory ends a program. SIGSEGV, SIGBUS, SIGILL, SIGFPE and SIGABRT are faults of the program or of a library in it.",
    (run) =>
      crashes.has(run.signal)
        ? `Run the same by hand to find the fault. ${logFile(run)}`
        : `See whether memory ran out, then apply again. ${logFile(run)}`,
  ),
  trainerOutputMissing: error<TrainerRun & { readonly verb: string; readonly left: string }>(
    "ML5377",
    (run) => `${run.address}: \`${run.line} ${run.verb}\` ended well, but left ${run.left}.${said(run)}`,
    "To train leaves a folder `model`, to predict leaves the predictions.",
    () => files,
  ),
  trainerOutputWrong: error<{
    readonly address: string;
    readonly file: string;
    readonly reason: string;
  }>(
    "ML5378",
    ({ address, file, reason }) => `${address}: \`${file}\` cannot be used: ${reason}.`,
    "Predictions are one row for each row asked for, with finite numbers; probabilities lie in 0..1 and sum to 1.",
    () => files,
  ),
  outsideTooLarge: error<{ readonly address: string; readonly size: string; readonly most: string }>(
    "ML5379",
    ({ address, size, most }) => `${address}: the files of the learner take ${size}; at most ${most} are kept.`,
    "The folder `model` and the files of the trainer are one object in the registry.",
    () => "Leave out of `model` what predicting does not need: checkpoints, logs, training data.",
  ),
  onnxRuntimeMissing: error<{ readonly model: string }>(
    "ML5380",
    ({ model }) => `${model} is an ONNX model, and the runtime that scores it is not installed.`,
    "The runtime is WebAssembly and large, so it is only installed by those who need it.",
    () => "Run `npm install onnxruntime-web` in the project, or `npm install -g onnxruntime-web` beside mlopsc.",
  ),
  onnxUnreadable: error<{ readonly address: string; readonly file: string; readonly reason: string }>(
    "ML5381",
    ({ address, file, reason }) => `${address}: \`${file}\` cannot be loaded: ${reason}`,
    "The file is no ONNX model, or one with operators that the runtime does not know.",
    () => "Export it again, with an opset that onnxruntime 1.x knows.",
  ),
  onnxMismatch: error<{
    readonly address: string;
    readonly file: string;
    readonly reason: string;
    readonly help: string;
  }>(
    "ML5382",
    ({ address, file, reason }) => `${address}: \`${file}\` does not fit the model's block: ${reason}.`,
    "Its inputs are one matrix of all features or one input a feature; its outputs are a number, or a label and probabilities.",
    ({ help }) => help,
  ),
  programNotServed: error<{ readonly model: string; readonly line: string }>(
    "ML5383",
    ({ model, line }) =>
      `${model} is predicted by \`${line}\`, a program that ends after each file: it cannot be served.`,
    "A server answers in milliseconds and starts no programs.",
    () => "Let the trainer write `model/model.onnx` too: then that is what is scored, here and everywhere.",
  ),
};
