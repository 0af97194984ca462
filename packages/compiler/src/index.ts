export { formatFile } from "./format/format-file.ts";
export { bindProject, type ProjectFiles } from "./project/bind-project.ts";
export { type Compilation, type CompilationInput, compileProject } from "./project/compile-project.ts";
export { schemasToInfer } from "./project/schemas-to-infer.ts";
