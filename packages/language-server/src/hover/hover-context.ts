import type { Analyses, Declaration, Program } from "@mlopsc/compiler";
import type { BlockSyntax } from "@mlopsc/grammar";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Project } from "../workspace/project.ts";

/** What hovers of one block look at. */
export interface HoverContext {
  readonly project: Project;
  readonly program: Program;
  readonly analyses: Analyses;
  readonly knowledge: Knowledge;
  readonly block: BlockSyntax;
  /** Null where the block has no name of its own, or is of no known kind. */
  readonly declaration: Declaration | null;
  /** The offset that is asked about, from the block's start. */
  readonly at: number;
}
