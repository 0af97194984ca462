import type { ParameterEntry } from "./blocks.ts";

/** A learner that is not ours: a program, or a file with a model. Paths are relative to the project, with `/`. */
export type OutsideAlgorithm = ProgramAlgorithm | OnnxAlgorithm;

/** A program of a team's own, with all that it sees. */
export interface ProgramLine {
  /** As written, for messages. */
  readonly line: string;
  /** Program and arguments; a single one, the whole line, where a shell reads it. */
  readonly words: readonly string[];
  readonly shell: boolean;
  /** Files and folders of the project that it may read, sorted: those that the line names, and those declared. */
  readonly files: readonly string[];
  /** Names of the environment variables that it is given, sorted. */
  readonly environment: readonly string[];
}

/** `command("python train.py")`: run once to train and once for each set of rows to predict. */
export interface ProgramAlgorithm extends ProgramLine {
  readonly kind: "command";
  readonly format: TrainerFormat;
  /** For each run; null: not limited. */
  readonly timeoutMilliseconds: number | null;
}

/** `onnx("model.onnx")` */
export interface OnnxAlgorithm {
  readonly kind: "onnx";
  readonly path: string;
}

export type TrainerFormat = "csv" | "parquet";

/** The settings of `command`; every other parameter is one of the program's own. */
export const programSettings = {
  files: {
    value: { kind: "texts", holds: "path" },
    documentation:
      'Files and folders that the program reads besides those that its line names: `["lib", "weights.json"]`.',
  },
  timeout: {
    value: { kind: "duration" },
    documentation: "How long one run may take, `30m`; none: not limited.",
  },
  format: {
    value: {
      kind: "choice",
      options: {
        csv: { parameters: {}, documentation: "Comma-separated text." },
        parquet: { parameters: {}, documentation: "Parquet files." },
      },
    },
    default: "csv",
    documentation: "How tables are handed over.",
  },
  environment: {
    value: { kind: "texts" },
    documentation: 'Environment variables that it is given: `["HF_TOKEN"]`; it sees no others.',
  },
  shell: { value: { kind: "bool" }, default: "false", documentation: "Whether a shell reads the line." },
} as const satisfies Readonly<Record<string, ParameterEntry>>;

export type ProgramSetting = keyof typeof programSettings;
export const isProgramSetting = (name: string): name is ProgramSetting => Object.hasOwn(programSettings, name);
