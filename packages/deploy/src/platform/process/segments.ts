import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { LogSegment } from "../logs.ts";

/** All segments below a folder that holds one folder for each replica. */
export async function segmentsIn(folder: string): Promise<readonly LogSegment[]> {
  const replicas = (await readdir(folder).catch(() => [])).sort();
  const found = await Promise.all(replicas.map((replica) => segmentsOf(folder, replica)));
  return found.flat();
}

async function segmentsOf(folder: string, replica: string): Promise<readonly LogSegment[]> {
  const names = await readdir(join(folder, replica)).catch(() => []);
  const files = names.filter((name) => name.endsWith(".mlog")).sort();
  return Promise.all(files.map(async (file) => ({ replica, file, ...(await stateOf(join(folder, replica, file))) })));
}

/** One that was removed meanwhile has nothing to read. */
const stateOf = (path: string): Promise<Pick<LogSegment, "size" | "written">> =>
  stat(path).then(
    ({ size, mtimeMs }) => ({ size, written: mtimeMs }),
    () => ({ size: 0, written: 0 }),
  );

/** The bytes of a file from `offset` on; none of a file that was removed meanwhile. */
export async function readFrom(path: string, offset: number): Promise<Uint8Array> {
  const file = await open(path, "r").catch(() => undefined);
  if (file === undefined) return new Uint8Array();
  try {
    const { size } = await file.stat();
    const length = Math.max(0, size - offset);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
