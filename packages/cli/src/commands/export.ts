import { existsSync, statSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { exitCode, UsageError } from "../exit-code.ts";
import { loadModel } from "../models/load-model.ts";
import { onnxFile } from "../models/onnx-file.ts";
import { parseVersioned, projectOption, withState } from "../project/open-state.ts";
import { replaceFile } from "../project/replace-file.ts";
import { formatSize } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";

const endings = { onnx: ".onnx", mlopsc: ".json" } as const;
type ModelFormat = keyof typeof endings;

export const exportModel: CommandRun = async (terminal, operands, options) => {
  const { name, version } = parseVersioned(textOperand(operands, 0) ?? "");
  const format = formatOf(options);
  const learnerOnly = options["learnerOnly"] === true;
  if (learnerOnly && format !== "onnx") throw new UsageError("Only an ONNX file can hold the learner alone.");
  const given = textOption(options, "out") ?? `${name}${endings[format]}`;
  const file = modelFile(terminal, given, options["force"] === true);
  return withState(projectOption(terminal, options), async (state) => {
    const loaded = await loadModel(state, name, version);
    const label = terminal.colours.bold(`${name} version ${loaded.registered.version}`);
    if (format === "mlopsc") {
      replaceFile(file, loaded.bytes);
      terminal.out(`${label} written to ${given}, ${formatSize(loaded.bytes.length)}.\n`);
      terminal.out(terminal.colours.dim(`sha256:${loaded.registered.object}\n`));
      return exitCode.success;
    }
    if (learnerOnly && "members" in loaded.model) {
      throw new UsageError(`${name} is an ensemble, with a pipeline for each member: leave --learner-only out.`);
    }
    const { bytes, inputs, outputs } = onnxFile(state.registry, loaded, learnerOnly);
    replaceFile(file, bytes);
    const what = learnerOnly ? "The learner of " : "";
    terminal.out(`${what}${label} written to ${given}, ${formatSize(bytes.length)}.\n`);
    terminal.out(terminal.colours.dim(`Inputs: ${inputs.join(", ")}.\nOutputs: ${outputs.join(", ")}.\n`));
    return exitCode.success;
  });
};

/** The format asked for, or that of the file's name, or ONNX. */
function formatOf(options: Options): ModelFormat {
  const given = textOption(options, "format");
  if (given === "onnx" || given === "mlopsc") return given;
  if (given !== undefined) throw new UsageError(`--format is onnx or mlopsc, not "${given}".`);
  const file = textOption(options, "out");
  const ending = extname(file ?? "").toLowerCase();
  if (file === undefined || ending === endings.onnx) return "onnx";
  if (ending === endings.mlopsc) return "mlopsc";
  throw new UsageError(`A model's file ends in .onnx or .json; "${file}" does not. Give --format to call it so.`);
}

function modelFile(terminal: Terminal, given: string, force: boolean): string {
  const file = resolve(terminal.folder, given);
  if (!existsSync(dirname(file))) throw new UsageError(`There is no folder ${dirname(file)}.`);
  if (!existsSync(file)) return file;
  if (statSync(file).isDirectory()) throw new UsageError(`${given} is a folder.`);
  if (!force) throw new UsageError(`${given} exists already. Give --force to write over it.`);
  return file;
}
