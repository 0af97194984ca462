import type { Compilation, CompilationInput } from "./compilation.ts";
import { createCompiler } from "./create-compiler.ts";

/** Checks a project and says what it asks for. Pure; never throws, however broken the text. */
export const compileProject = (input: CompilationInput): Compilation => createCompiler().compile(input);
