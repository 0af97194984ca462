import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../exit-code.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** JSON lines from the standard input, in a file that the database can read; undefined where there are none. */
export async function recordsFile({ input }: Terminal, scratch: string): Promise<string | undefined> {
  if (input === undefined)
    throw new UsageError("What is to be predicted? Give a file with --input, or pipe JSON lines in.");
  const blocks: Uint8Array[] = [];
  for await (const block of input()) blocks.push(block);
  const bytes = Buffer.concat(blocks);
  if (bytes.toString("utf8").trim() === "") return undefined;
  const path = join(scratch, "records.jsonl");
  await writeFile(path, bytes);
  return path;
}
