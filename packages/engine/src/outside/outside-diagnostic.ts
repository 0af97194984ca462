import { codes, type Diagnostic, type ReportOptions, report } from "@mlopsc/diagnostics";
import type { OutsideProblem } from "@mlopsc/learn";

/** What a learner that is not ours could not do, for whoever wrote it; `address` is the step that needed it. */
export function outsideDiagnostic(address: string, problem: OutsideProblem, options: ReportOptions): Diagnostic {
  switch (problem.kind) {
    case "fileChanged":
      return report(codes.outsideFileChanged, { address }, options);
    case "programMissing":
      return report(codes.programMissing, { address, program: problem.program }, options);
    case "variableMissing":
      return report(codes.variableMissing, { address, name: problem.name }, options);
    case "timedOut":
      return report(codes.programTimedOut, { ...problem, address, limit: timeText(problem.milliseconds) }, options);
    case "exited":
      return report(codes.programFailed, { ...problem, address }, options);
    case "killed":
      return report(codes.programKilled, { ...problem, address }, options);
    case "outputMissing":
      return report(codes.trainerOutputMissing, { ...problem, address }, options);
    case "outputWrong":
      return report(codes.trainerOutputWrong, { ...problem, address }, options);
    case "tooLarge":
      return report(
        codes.outsideTooLarge,
        { address, size: sizeText(problem.bytes), most: sizeText(problem.most) },
        options,
      );
    case "runtimeMissing":
      return report(codes.onnxRuntimeMissing, { model: address }, options);
    case "unreadableOnnx":
      return report(codes.onnxUnreadable, { ...problem, address }, options);
    case "onnxMismatch":
      return report(codes.onnxMismatch, { ...problem, address }, options);
    default:
      return unknownProblem(problem);
  }
}

const sizeText = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)} MiB`;

const timeText = (milliseconds: number): string =>
  milliseconds % 60_000 === 0
    ? `${milliseconds / 60_000} min`
    : milliseconds % 1000 === 0
      ? `${milliseconds / 1000} s`
      : `${milliseconds} ms`;

function unknownProblem(problem: never): never {
  throw new Error(`unknown problem ${JSON.stringify(problem)}`);
}
