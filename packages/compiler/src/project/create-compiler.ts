import type { DesiredState } from "@mlopsc/plan";
import { Memory } from "../incremental/memory.ts";
import { ParsedFiles } from "../incremental/parsed-files.ts";
import type { Analyses } from "../models/analyses.ts";
import { planDesiredState } from "../planning/plan-desired-state.ts";
import { type AnalysedProject, analyseProject } from "./analyse-project.ts";
import type { Compilation, CompilationInput } from "./compilation.ts";
import { withHidden } from "./with-hidden.ts";
import { withoutEchoes } from "./without-echoes.ts";

/** For programs that are compiled again and again, as in an editor. */
export interface Compiler {
  /**
   * The same as `compileProject`, but only what a change touches is looked at again. A declaration is one object in all
   * compilations in which its file has it; it tells what is written in it, and where, in the last one. Never throws.
   */
  compile(input: CompilationInput): Compilation;
  /**
   * What `look` says of the compilation as it would be, which holds only meanwhile: afterwards declarations are again as
   * `compile` found them last. Throws what `look` throws.
   */
  suppose<Found>(input: CompilationInput, look: (compilation: Compilation) => Found): Found;
}

/** A compiler for one project, which may change between its compilations. It keeps what the last two found. */
export function createCompiler(): Compiler {
  const memory = new Memory();
  const parsed = new ParsedFiles();
  let last: Compilation["files"] = [];
  return {
    compile(input) {
      const compilation = compile(input, memory, parsed);
      memory.end();
      parsed.end();
      last = compilation.files;
      return compilation;
    },
    suppose(input, look) {
      try {
        return look(compile(input, memory, parsed));
      } finally {
        parsed.putAside();
        memory.begin().place(last);
      }
    },
  };
}

function compile(input: CompilationInput, memory: Memory, parsed: ParsedFiles): Compilation {
  const analysed: AnalysedProject[] = [];
  const analyse = (changed: CompilationInput["files"]): AnalysedProject => {
    const files = parsed.parse(changed);
    // Two ways of mending often come to the same text.
    const known = analysed.find((project) => project.files.every((file, index) => file === files[index]));
    const project = known ?? analyseProject(files, input, memory.begin());
    if (known === undefined) analysed.push(project);
    return project;
  };
  const { found, ...checked } = analyse(input.files);
  const right = found.every(({ severity }) => severity !== "error") && isComplete(checked.analyses);
  if (right) return planned({ ...checked, diagnostics: found });
  const check = (changed: CompilationInput["files"]): AnalysedProject["found"] => analyse(changed).found;
  const checkAll: typeof check = (changed) => withHidden(check(changed), changed, check);
  const diagnostics = withoutEchoes(withHidden(found, input.files, check), input.files, checkAll);
  // In a mended text blocks stand elsewhere.
  memory.begin().place(checked.files);
  return { ...checked, diagnostics, desired: null };
}

/** Whether all columns are known: without them there are steps that cannot be written down. */
const isComplete = ({ datasets, transforms }: Analyses): boolean =>
  [...datasets.values()].every(({ schema, source }) => schema.known && source !== null) &&
  [...transforms.values()].every(({ complete }) => complete);

/** Most compilations of an editor are never planned. */
function planned(checked: Omit<Compilation, "desired">): Compilation {
  let desired: DesiredState | undefined;
  return {
    ...checked,
    get desired() {
      desired ??= planDesiredState(checked.program, checked.analyses);
      return desired;
    },
  };
}
