// Writes docs/cli.md from the table of commands. Part of `npm run generate`; runs on the build.
import { writeFileSync } from "node:fs";
import { commands } from "./dist/commands/table.js";

const cell = (text) => text.replaceAll("|", "\\|");
const sections = commands.map(({ name, summary, operands, options, examples }) => {
  const usage = ["mlopsc", name, ...operands.map(([operand]) => operand), options.length > 0 ? "[options]" : ""]
    .filter(Boolean)
    .join(" ");
  const rows = [...operands, ...options].map(
    ([flags, documentation]) => `| \`${cell(flags)}\` | ${cell(documentation)} |`,
  );
  const table = rows.length > 0 ? `\n| | |\n| --- | --- |\n${rows.join("\n")}\n` : "";
  return `## mlopsc ${name}\n\n${summary[0].toUpperCase()}${summary.slice(1)}.\n\n\`\`\`sh\n${usage}\n\n${examples.join("\n")}\n\`\`\`\n${table}`;
});

const head = `<!-- Made by \`npm run generate\` from \`packages/cli/src/commands/table.ts\`. Do not edit. -->
# Commands

Results go to the standard output; progress and problems of the command line to the standard error. \`NO_COLOR\` and \`FORCE_COLOR\`
are obeyed.

| exit code | meaning |
| --- | --- |
| 0 | all is well (warnings allowed) |
| 1 | the project has errors, a step failed, \`fmt --check\` found a file to change, or \`diff --fail-on\` what it asks for |
| 2 | the command line is wrong; with \`--detailed-exitcode\`: \`plan\` has something to do, \`diff\` finds that the meaning differs |
| 130 | stopped by Ctrl-C; what was finished is kept |
`;
writeFileSync(new URL("../../docs/cli.md", import.meta.url), `${head}\n${sections.join("\n")}`);
