import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { describeSource, sourceOfFile } from "../data/source-of-file.ts";
import { withStore } from "../data/with-store.ts";
import { exitCode, UsageError } from "../exit-code.ts";
import { listSpecs } from "../project/find-project.ts";
import { identifierOf } from "../specs/identifier-of.ts";
import { placeOfData } from "../specs/place-of-data.ts";
import { datasetSpec, projectSpec } from "../specs/starting-point.ts";
import { counted } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, textOperand, textOption } from "./command.ts";

interface NewFile {
  readonly name: string;
  readonly text: string;
}

export const init: CommandRun = async (terminal, operands, options) => {
  const folder = resolve(terminal.folder, textOperand(operands, 0) ?? ".");
  const from = textOption(options, "from");
  const isNew = !existsSync(folder) || listSpecs(folder).length === 0;
  if (!isNew && from === undefined)
    throw new UsageError(`There is a project in ${folder} already; nothing was written.`);
  const name = textOption(options, "name") ?? identifierOf(basename(folder), "project");
  if (identifierOf(name, "") !== name)
    throw new UsageError(`"${name}" is no name: use letters, digits and _, and begin with a letter.`);
  const files =
    from === undefined
      ? [{ name: "project.mlops", text: projectSpec({ name }) }]
      : await fromFile(terminal, folder, from, name, isNew);
  writeNew(folder, files);
  terminal.out(nextSteps(files, folder, from !== undefined, terminal));
  return exitCode.success;
};

/** A project beside its data: the project's block where there is none yet, and a dataset with its schema. */
async function fromFile(
  terminal: Terminal,
  folder: string,
  from: string,
  name: string,
  isNew: boolean,
): Promise<readonly NewFile[]> {
  const file = resolve(terminal.folder, from);
  const { source, columns } = await withStore((store) => describeSource(store, sourceOfFile(file, from)));
  const dataset = identifierOf(basename(file).replace(/(\.[a-z]+)(\.(gz|zst))?$/i, ""), "data").toLowerCase();
  const place = placeOfData(folder, file, isNew);
  const spec = {
    name: `${dataset === "project" ? "project_data" : dataset}.mlops`,
    text: datasetSpec({ dataset, path: place.path, source, columns }),
  };
  const project = {
    name: "project.mlops",
    text: projectSpec({ name, ...(place.data === undefined ? {} : { data: place.data }) }),
  };
  return isNew ? [project, spec] : [spec];
}

function writeNew(folder: string, files: readonly NewFile[]): void {
  const taken = files.filter(({ name }) => existsSync(join(folder, name)));
  if (taken.length > 0)
    throw new UsageError(
      `${taken.map(({ name }) => name).join(", ")} exists already in ${folder}; nothing was written.`,
    );
  mkdirSync(folder, { recursive: true });
  // `wx`: not even a file that came into being a moment ago is written over.
  for (const { name, text } of files) writeFileSync(join(folder, name), text, { flag: "wx" });
}

function nextSteps(
  files: readonly NewFile[],
  folder: string,
  hasData: boolean,
  { colours, folder: current }: Terminal,
): string {
  const { bold, dim, green } = colours;
  const inside = relative(current, folder);
  const shown = inside.startsWith("..") ? folder : inside;
  const project = shown === "" ? "" : ` ${shown}`;
  const paths = files.map(({ name }) => join(shown, name));
  const steps = [
    hasData
      ? [`edit ${paths.at(-1)}`, "say what is to be predicted: an example stands at its end"]
      : [`mlopsc init${project} --from customers.csv`, "adds a dataset with its schema"],
    [`mlopsc check${project}`, "finds mistakes before anything runs"],
    [`mlopsc plan${project}`, "says what apply would do"],
    [`mlopsc apply${project}`, "does it"],
  ] as const;
  const width = Math.max(...steps.map(([step]) => step.length));
  return [
    ...paths.map((path) => `${green("+")} ${path}`),
    "",
    `${counted(files.length, "file")} written. Next:`,
    ...steps.map(([step, comment]) => `  ${bold(step.padEnd(width))}  ${dim(`# ${comment}`)}`),
    "",
  ].join("\n");
}
