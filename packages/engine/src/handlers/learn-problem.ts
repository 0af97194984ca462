import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { LearnProblem } from "@mlopsc/learn";
import { blockOf, type Step } from "@mlopsc/plan";
import { outsideDiagnostic } from "../outside/outside-diagnostic.ts";
import type { HandlerResult } from "../walk/handler.ts";
import { askedOf } from "./asked-of-learning.ts";
import { problemHelp } from "./problem-help.ts";
import { problemText } from "./problem-text.ts";

/** The failure of a step whose data cannot be learned from. */
export const learningFailed = (step: Step, problem: LearnProblem): HandlerResult => ({
  failed: [learnDiagnostic(step, problem)],
});

/** Of the block, not of the step: what training, validation and baseline all stumble over is told once. */
function learnDiagnostic(step: Step, problem: LearnProblem): Diagnostic {
  const asked = askedOf(step);
  const address = blockOf(step.address);
  if (problem.kind === "outside") return outsideDiagnostic(address, problem.problem, { place: step.place });
  const told = { problem: problemText(problem, asked), help: problemHelp(problem, asked) };
  return report(codes.learningFailed, { address, ...told }, { place: step.place });
}
