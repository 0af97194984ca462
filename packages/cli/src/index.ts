export { commands } from "./commands/table.ts";
export { runCli } from "./run-cli.ts";
export type { Terminal } from "./terminal/terminal.ts";
