/** Why a learner that is not ours could not be used: facts about a program, a file, or what it gave. */
export type OutsideProblem =
  | { readonly kind: "fileChanged" }
  | { readonly kind: "programMissing"; readonly program: string }
  /** An environment variable that the program is to be given is not set. */
  | { readonly kind: "variableMissing"; readonly name: string }
  | (ProgramRun & { readonly kind: "timedOut"; readonly milliseconds: number })
  | (ProgramRun & { readonly kind: "exited"; readonly exitCode: number })
  | (ProgramRun & { readonly kind: "killed"; readonly signal: string })
  | (ProgramRun & { readonly kind: "outputMissing"; readonly left: string })
  | { readonly kind: "outputWrong"; readonly file: string; readonly reason: string }
  | { readonly kind: "tooLarge"; readonly bytes: number; readonly most: number }
  | { readonly kind: "runtimeMissing" }
  | { readonly kind: "unreadableOnnx"; readonly file: string; readonly reason: string }
  | { readonly kind: "onnxMismatch"; readonly file: string; readonly reason: string; readonly help: string };

export interface ProgramRun {
  /** The command as written. */
  readonly line: string;
  readonly verb: "train" | "predict";
  /** The last lines that it printed. */
  readonly log: readonly string[];
}

/** Thrown where a predictor, which gives numbers and nothing else, cannot go on. Caught where tasks answer. */
export class OutsideFailure extends Error {
  readonly problem: OutsideProblem;

  constructor(problem: OutsideProblem) {
    super(`outside learner: ${JSON.stringify(problem)}`);
    this.problem = problem;
  }
}
