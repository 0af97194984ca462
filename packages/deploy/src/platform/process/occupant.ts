import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { Occupant } from "../found.ts";
import { isFree } from "../ports.ts";
import { readFront } from "./front.ts";
import { placesOf } from "./places.ts";

/** Who listens on a port: a front that lies in the same folder is known by its record. */
export async function occupantOf(folder: string, host: string, port: number): Promise<Occupant> {
  if (await isFree(port, host)) return { kind: "free" };
  for (const target of await namesIn(folder)) {
    for (const deployment of await namesIn(join(folder, target))) {
      const front = await readFront(placesOf(folder, { project: "", deployment, target }));
      if (front?.port === port && front.runs) return { kind: "front", project: front.project, deployment, target };
    }
  }
  return { kind: "other", what: (await listenerName(port)) ?? "another program" };
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

/** The program that listens, where the system tells: the socket's number in /proc/net, then whose file it is. */
async function listenerName(port: number): Promise<string | undefined> {
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((each) => readFile(`/proc/net/${each}`, "utf8").catch(() => "")),
  );
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  // Columns of proc_net_tcp(5): the local address, the state (0A listens) and the socket's inode.
  const rows = tables.flatMap((table) => table.split("\n").map((row) => row.trim().split(/\s+/)));
  const inodes = rows.flatMap((row) => (row[1]?.endsWith(local) && row[3] === "0A" ? [`socket:[${row[9]}]`] : []));
  for (const pid of inodes.length === 0 ? [] : (await namesIn("/proc")).filter((name) => /^\d+$/.test(name))) {
    if (!(await holds(pid, inodes))) continue;
    const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
    return `${name.trim()} (process ${pid})`;
  }
  return undefined;
}

async function holds(pid: string, inodes: readonly string[]): Promise<boolean> {
  const files = await namesIn(`/proc/${pid}/fd`);
  const targets = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => "")));
  return targets.some((target) => inodes.includes(target));
}
