import { availableParallelism, userInfo } from "node:os";
import type { ActServices, Engine } from "@mlopsc/engine";
import type { Options } from "../commands/command.ts";
import { desiredOrStop } from "../project/desired-or-stop.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What a monitor needs to act: the project is compiled when something is to be done, as it stands then. */
export const actServices = (
  engine: Engine,
  project: string,
  options: Options,
  terminal: Terminal,
): Omit<ActServices, "today"> => ({
  engine,
  clock: Date.now,
  who: userInfo().username,
  concurrency: availableParallelism(),
  signal: terminal.signal,
  desired: async () => (await desiredOrStop(project, options, terminal)).desired,
});
