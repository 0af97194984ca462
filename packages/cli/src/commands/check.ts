import { renderJson, renderSarif } from "@mlopsc/diagnostics";
import { exitCode } from "../exit-code.ts";
import { applyFixes } from "../project/apply-fixes.ts";
import { type Compiled, compile } from "../project/compile.ts";
import { findProject } from "../project/find-project.ts";
import { diagnosticsText } from "../terminal/diagnostics-text.ts";
import { counted } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { version } from "../version.ts";
import { type CommandRun, textOperand } from "./command.ts";
import { formatOption } from "./format-option.ts";

export const check: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json", "sarif"]);
  const project = findProject(terminal.folder, textOperand(operands, 0));
  const first = await compile(project, options);
  const result = options["fix"] === true ? await applyFixes(project, options, first) : { compiled: first, fixed: 0 };
  if (result.fixed > 0) terminal.err(`Fixed ${counted(result.fixed, "problem")}.\n`);
  terminal.out(render(result.compiled, format, terminal));
  const wrong = result.compiled.compilation.diagnostics.some(({ severity }) => severity === "error");
  return wrong ? exitCode.failure : exitCode.success;
};

function render(
  { compilation: { diagnostics }, sources, files }: Compiled,
  format: string,
  terminal: Terminal,
): string {
  if (format === "json") return renderJson(diagnostics, sources);
  if (format === "sarif") return renderSarif(diagnostics, sources, version());
  if (diagnostics.length > 0) return diagnosticsText(diagnostics, sources, terminal);
  return `${terminal.colours.green("No problems.")} ${counted(files.length, "file")} checked.\n`;
}
