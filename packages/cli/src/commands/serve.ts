import { findModel } from "@mlopsc/engine";
import { readModel } from "@mlopsc/learn";
import { startServer } from "@mlopsc/serve";
import { exitCode, UsageError } from "../exit-code.ts";
import { parseVersioned, projectOption, withState } from "../project/open-state.ts";
import { orStop } from "../stopped.ts";
import { type CommandRun, textOperand, textOption } from "./command.ts";

export const serve: CommandRun = async (terminal, operands, options) => {
  const { name, version } = parseVersioned(textOperand(operands, 0) ?? "");
  const port = readPort(textOption(options, "port") ?? "8080");
  const host = textOption(options, "host") ?? "127.0.0.1";
  const loaded = await withState(projectOption(terminal, options), async ({ registry, objects }) => {
    const found = orStop(findModel(registry, name, version));
    return { version: found.version, text: new TextDecoder().decode(await objects.read(found.object)) };
  });
  const model = readModel(loaded.text);
  if (!model.ok) throw new Error(`the model in the registry cannot be read: ${JSON.stringify(model.problem)}`);
  const server = await startServer(
    { model: model.value, name, version: String(loaded.version) },
    { port, host, signal: terminal.signal },
  );
  const { bold, dim } = terminal.colours;
  terminal.out(`${bold(`${name} version ${loaded.version}`)} answers at ${bold(`${server.url}/predict`)}\n`);
  terminal.out(dim(`${server.url}/openapi.json describes it, ${server.url}/metrics counts. Ctrl-C ends it.\n`));
  await server.closed;
  return exitCode.success;
};

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port wants a number from 0 to 65535, not "${text}".`);
  return port;
}
