import type { Diagnostic } from "@mlopsc/diagnostics";
import { executionOrder, type ProgramOutline } from "@mlopsc/plan";
import { planDesiredState } from "../planning/plan-desired-state.ts";
import type { Compilation } from "../project/compilation.ts";
import type { Declaration } from "../semantics/program.ts";
import { outlineBlock } from "./outline-block.ts";

/** What a project says, as plain data to be compared; of one with mistakes, what could be read. Pure; never throws. */
export function outlineProgram({ program, analyses, desired, diagnostics }: Compilation): ProgramOutline {
  const { project, steps } = desired ?? planDesiredState(program, analyses);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return {
    project,
    steps: executionOrder(steps),
    blocks: program.declarations.map((declaration) => ({
      ...outlineBlock(declaration, program, analyses),
      broken: errors.some((error) => isWithin(error, declaration)),
    })),
    complete: desired !== null,
    lost: errors.some((error) => !program.declarations.some((declaration) => isWithin(error, declaration))),
  };
}

const isWithin = ({ place }: Diagnostic, { file, offset, block }: Declaration): boolean =>
  place?.file === file && place.span.start >= offset && place.span.start < offset + block.text.length;
