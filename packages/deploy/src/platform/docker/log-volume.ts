import { codes, report } from "@mlopsc/diagnostics";
import type Docker from "dockerode";
import type { DeploymentName } from "../../deployment.ts";
import { logFolder } from "../../image/image-config.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import type { LogSegment } from "../logs.ts";
import { containersOf, labelOf } from "./find-containers.ts";
import { inFront } from "./front-container.ts";
import { labelKeys } from "./names.ts";
import { runIn } from "./run-in.ts";

/** Run in the front's container, which has the volume and nothing else: the engine may be on another machine. */
const listScript = `const fs = require("fs"), [folder] = process.argv.slice(1), found = [];
for (const replica of fs.readdirSync(folder).sort())
  for (const file of fs.readdirSync(folder + "/" + replica).sort()) {
    if (!file.endsWith(".mlog")) continue;
    const { size, mtimeMs: written } = fs.statSync(folder + "/" + replica + "/" + file);
    found.push({ replica, file, size, written });
  }
console.log(JSON.stringify(found));`;

const removeScript = `require("fs").rmSync(process.argv[1], { recursive: true, force: true });`;

/** A file that was removed meanwhile has nothing more to read. */
const readScript = `const fs = require("fs"), [path, offset] = process.argv.slice(1);
if (fs.existsSync(path)) fs.createReadStream(path, { start: Number(offset) }).pipe(process.stdout);`;

/** By a replica: the front only reads. */
export async function removeFromVolume(engine: Docker, name: DeploymentName, replica: string): Promise<Outcome<void>> {
  const writer = (await containersOf(engine, name)).find(
    (each) => labelOf(each, labelKeys.role) === "replica" && each.State.Running,
  );
  if (writer === undefined)
    return failed(report(codes.platformRefused, { what: "Removing a request log", reason: "no replica runs" }));
  const command = ["node", "-e", removeScript, `${logFolder}/${replica}`];
  const { exitCode, errors } = await runIn(engine.getContainer(writer.Id), command);
  return exitCode === 0
    ? done(undefined)
    : failed(report(codes.platformRefused, { what: "Removing a request log", reason: errors }));
}

export async function segmentsOfVolume(engine: Docker, name: DeploymentName): Promise<Outcome<readonly LogSegment[]>> {
  const ran = await inFront(engine, name, ["node", "-e", listScript, logFolder]);
  return ran.ok ? done(JSON.parse(ran.value.output.toString("utf8")) as readonly LogSegment[]) : ran;
}

export async function readOfVolume(
  engine: Docker,
  name: DeploymentName,
  { replica, file }: Pick<LogSegment, "replica" | "file">,
  offset: number,
): Promise<Outcome<Uint8Array>> {
  const ran = await inFront(engine, name, [
    "node",
    "-e",
    readScript,
    `${logFolder}/${replica}/${file}`,
    String(offset),
  ]);
  return ran.ok ? done(ran.value.output) : ran;
}
