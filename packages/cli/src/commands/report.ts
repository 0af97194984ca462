import { mkdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { exitCode } from "../exit-code.ts";
import { compileOrStop } from "../project/compile.ts";
import { findProject } from "../project/find-project.ts";
import { withState } from "../project/open-state.ts";
import { replaceFile } from "../project/replace-file.ts";
import { renderReport } from "../report/index.ts";
import { collectReport } from "../report-data/collect-report.ts";
import { version } from "../version.ts";
import { type CommandRun, textOperand, textOption } from "./command.ts";

export const report: CommandRun = async (terminal, operands, options) => {
  const project = findProject(terminal.folder, textOperand(operands, 0));
  const { desired, compilation } = await compileOrStop(project, options, terminal);
  const asked = textOption(options, "out");
  const path = asked === undefined ? join(project, ".mlopsc", "report.html") : resolve(terminal.folder, asked);
  const data = await withState(project, async ({ registry }) =>
    collectReport({ desired, compilation, registry }, new Date(), version()),
  );
  const page = await renderReport(data);
  mkdirSync(dirname(path), { recursive: true });
  replaceFile(path, page);
  terminal.out(`Wrote ${relative(terminal.folder, path) || path}\n`);
  return exitCode.success;
};
