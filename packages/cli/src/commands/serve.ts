import { readFileSync } from "node:fs";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { outsideLearnersOf, predictsSlowly, type StoredModel } from "@mlopsc/learn";
import { apiKeysIn, logKeys, type ServerOptions, startServer } from "@mlopsc/serve";
import { exitCode, UsageError } from "../exit-code.ts";
import { loadModel } from "../models/load-model.ts";
import { readyModel } from "../predictions/predict-rows.ts";
import { parseVersioned, projectOption, withState } from "../project/open-state.ts";
import { Stopped } from "../stopped.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";

export const serve: CommandRun = async (terminal, operands, options) => {
  const { name, version } = parseVersioned(textOperand(operands, 0) ?? "");
  const port = readPort(textOption(options, "port") ?? "8080");
  const host = textOption(options, "host") ?? "127.0.0.1";
  const project = projectOption(terminal, options);
  const { model, registered } = await withState(project, (state) => loadModel(state, name, version));
  if (predictsSlowly(model)) throw new Stopped([notServed(name, model)]);
  const server = await startServer(
    { model: readyModel(model, project), name, version: String(registered.version), ...keeping(model, options) },
    { port, host, signal: terminal.signal },
  );
  const { bold, dim } = terminal.colours;
  terminal.out(`${bold(`${name} version ${registered.version}`)} answers at ${bold(`${server.url}/predict`)}\n`);
  terminal.out(dim(`${server.url}/openapi.json describes it, ${server.url}/metrics counts. Ctrl-C ends it.\n`));
  await server.closed;
  return exitCode.success;
};

/** The keys that it asks for, and the log that it keeps. */
function keeping(model: StoredModel, options: Options): Pick<ServerOptions, "apiKeys" | "requestLog"> {
  const file = textOption(options, "apiKeyFile");
  const folder = textOption(options, "logFolder");
  const keys = (options["logKey"] as readonly string[] | undefined) ?? [];
  if (folder === undefined && keys.length > 0) throw new UsageError("--log-key wants a --log-folder.");
  const { personal } = logKeys(model, keys);
  if (personal !== undefined) throw new UsageError(`--log-key ${personal}: it is personal data, which no log keeps.`);
  return {
    ...(file === undefined ? {} : { apiKeys: readApiKeys(file) }),
    ...(folder === undefined ? {} : { requestLog: { folder, keys } }),
  };
}

function readApiKeys(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--api-key-file: ${(error as Error).message}`);
  }
  const keys = apiKeysIn(text);
  if (keys.length === 0) throw new UsageError(`--api-key-file: ${file} holds no key.`);
  return keys;
}

function notServed(name: string, model: StoredModel): Diagnostic {
  const programs = outsideLearnersOf(model).flatMap(({ outside }) => (outside.kind === "command" ? outside.line : []));
  return report(codes.programNotServed, { model: name, line: programs.join("`, `") });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port wants a number from 0 to 65535, not "${text}".`);
  return port;
}
