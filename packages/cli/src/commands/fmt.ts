import { join, relative, resolve } from "node:path";
import { bindProject, formatFile, syntaxDiagnostics } from "@mlopsc/compiler";
import type { Diagnostic } from "@mlopsc/diagnostics";
import { parseFile } from "@mlopsc/grammar";
import { describeSchemas } from "../data/describe-schemas.ts";
import { exitCode } from "../exit-code.ts";
import { findProject } from "../project/find-project.ts";
import { readParameters, readProject, type SourceFile } from "../project/read-project.ts";
import { replaceFile } from "../project/replace-file.ts";
import { insertSchemas } from "../specs/insert-schema.ts";
import { diagnosticsText } from "../terminal/diagnostics-text.ts";
import { counted } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, type Options, textOperand } from "./command.ts";

export const fmt: CommandRun = async (terminal, operands, options) => {
  const operand = textOperand(operands, 0);
  const project = findProject(terminal.folder, operand);
  const files = readProject(project);
  const wanted = options["infer"] === true ? await withSchemas(project, files, options) : { files, problems: [] };
  const only = operand?.endsWith(".mlops") ? resolve(terminal.folder, operand) : undefined;
  const chosen = wanted.files.filter(({ path }) => only === undefined || resolve(project, path) === only);
  const parsed = chosen.map(({ path, text }) => parseFile(path, text));
  const before = new Map(files.map(({ path, text }) => [path, text]));
  const changed = parsed.flatMap((syntax) => {
    const text = formatFile(syntax);
    return text === before.get(syntax.path) ? [] : [{ path: syntax.path, text }];
  });
  const check = options["check"] === true;
  if (!check) for (const { path, text } of changed) replaceFile(join(project, path), text);
  for (const { path } of changed) terminal.out(`${relative(terminal.folder, join(project, path)) || path}\n`);
  const problems = [...parsed.flatMap(syntaxDiagnostics), ...wanted.problems];
  tell(problems, changed.length, chosen, check, terminal);
  const isWrong = problems.some(({ severity }) => severity === "error");
  return isWrong || (check && changed.length > 0) ? exitCode.failure : exitCode.success;
};

/** What stands in the way, and a line for the person who looks; the list of files alone is on the standard output. */
function tell(
  problems: readonly Diagnostic[],
  changed: number,
  files: readonly SourceFile[],
  check: boolean,
  terminal: Terminal,
): void {
  if (problems.length > 0) {
    const sources = new Map(files.map(({ path, text }) => [path, text]));
    terminal.err(diagnosticsText(problems, sources, terminal));
  }
  const kept = problems.length > 0 ? " Lines that cannot be read were left as they are." : "";
  const what =
    changed === 0
      ? `${counted(files.length, "file")} in layout.`
      : `${counted(changed, "file")} ${check ? "would change" : "written"}.`;
  terminal.err(terminal.colours.dim(`${what}${kept}\n`));
}

async function withSchemas(
  project: string,
  files: readonly SourceFile[],
  options: Options,
): Promise<{ readonly files: readonly SourceFile[]; readonly problems: readonly Diagnostic[] }> {
  const { program } = bindProject({ files, parameters: readParameters(options["param"]) });
  const { columns, absent, broken } = await describeSchemas(project, program);
  const problems = [...absent, ...broken];
  return { files: insertSchemas(files, program.byKind.dataset, columns), problems };
}
