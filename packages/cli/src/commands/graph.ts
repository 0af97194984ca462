import { writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { drawDot, drawMermaid, drawText, type Step } from "@mlopsc/plan";
import { exitCode } from "../exit-code.ts";
import { desiredOrStop } from "../project/desired-or-stop.ts";
import { findProject } from "../project/find-project.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";
import { formatOption } from "./format-option.ts";

type Format = "text" | "mermaid" | "dot" | "svg";

export const graph: CommandRun = async (terminal, operands, options) => {
  const out = textOption(options, "out");
  const format = formatOf(options, out);
  const project = findProject(terminal.folder, textOperand(operands, 0));
  const { desired } = await desiredOrStop(project, options, terminal);
  const drawing = await draw(desired.steps, format);
  if (out === undefined) terminal.out(drawing);
  else {
    writeFileSync(resolve(terminal.folder, out), drawing);
    terminal.err(terminal.colours.dim(`Written to ${out}.\n`));
  }
  return exitCode.success;
};

/** As asked for, or as the file's name ends. */
function formatOf(options: Options, out: string | undefined): Format {
  if (options["format"] === undefined && out !== undefined) {
    const byEnding: Readonly<Record<string, Format>> = {
      ".mmd": "mermaid",
      ".mermaid": "mermaid",
      ".dot": "dot",
      ".gv": "dot",
      ".svg": "svg",
    };
    return byEnding[extname(out).toLowerCase()] ?? "text";
  }
  return formatOption<Format>(options, ["text", "mermaid", "dot", "svg"]);
}

async function draw(steps: readonly Step[], format: Format): Promise<string> {
  switch (format) {
    case "text":
      return drawText(steps);
    case "mermaid":
      return drawMermaid(steps);
    case "dot":
      return drawDot(steps);
    case "svg":
      return (await import("../graph/draw-svg.ts")).drawSvg(steps);
  }
}
