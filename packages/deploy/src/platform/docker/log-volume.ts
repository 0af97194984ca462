import type Docker from "dockerode";
import type { DeploymentName } from "../../deployment.ts";
import { logFolder } from "../../image/image-config.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { LogSegment } from "../logs.ts";
import { inFront } from "./front-container.ts";

/** Run in the front's container, which has the volume and nothing else: the engine may be on another machine. */
const listScript = `const fs = require("fs"), [folder] = process.argv.slice(1), found = [];
for (const replica of fs.readdirSync(folder).sort())
  for (const file of fs.readdirSync(folder + "/" + replica).sort())
    if (file.endsWith(".mlog")) found.push({ replica, file, size: fs.statSync(folder + "/" + replica + "/" + file).size });
console.log(JSON.stringify(found));`;

/** A file that was removed meanwhile has nothing more to read. */
const readScript = `const fs = require("fs"), [path, offset] = process.argv.slice(1);
if (fs.existsSync(path)) fs.createReadStream(path, { start: Number(offset) }).pipe(process.stdout);`;

export async function segmentsOfVolume(engine: Docker, name: DeploymentName): Promise<Outcome<readonly LogSegment[]>> {
  const ran = await inFront(engine, name, ["node", "-e", listScript, logFolder]);
  return ran.ok ? done(JSON.parse(ran.value.output.toString("utf8")) as readonly LogSegment[]) : ran;
}

export async function readOfVolume(
  engine: Docker,
  name: DeploymentName,
  { replica, file }: LogSegment,
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
