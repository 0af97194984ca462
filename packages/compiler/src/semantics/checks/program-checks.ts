import type { TableAnalyses } from "../analyse-tables.ts";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { checkUnusedBlocks } from "./unused-blocks.ts";
import { checkUnusedParameters } from "./unused-parameters.ts";

/** Checks of the program as a whole, each in a file of its own. */
export const programChecks: readonly ((program: Program, tables: TableAnalyses, reporter: Reporter) => void)[] = [
  checkUnusedBlocks,
  (program, _, reporter) => checkUnusedParameters(program, reporter),
];
