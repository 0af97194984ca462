import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { DataProblem, databaseDiagnostic } from "./data-problem.ts";
import type { OpenedSource } from "./source-query.ts";

/** Where a file of text has its first NUL byte. */
export interface FoundNul {
  readonly path: string;
  /** From 1, as an editor counts. */
  readonly line: number;
}

/** The first NUL byte of these files; undefined where there is none, and of zstd, which only the database reads. */
export async function findNul({ files, shown }: OpenedSource, signal?: AbortSignal): Promise<FoundNul | undefined> {
  for (const [at, file] of files.entries()) {
    const offset = await offsetOfNul(file, signal);
    if (offset !== undefined) return { path: shown[at]!, line: await lineAt(file, offset) };
  }
  return undefined;
}

/**
 * Why CSV files could not be read, as a failure to throw: where there is a NUL byte in them, that, with what is wrong
 * besides. In a number, a name or a row of its own, it makes the database say what nobody understands.
 */
export async function explainByNul(failure: unknown, opened: OpenedSource, signal?: AbortSignal): Promise<unknown> {
  const told = failure instanceof DataProblem ? failure.diagnostics : [databaseDiagnostic(opened.source.path, failure)];
  if (told.some((diagnostic) => diagnostic === undefined || diagnostic.code === codes.dataInterrupted.code))
    return failure;
  const nul = await findNul(opened, signal);
  if (nul === undefined) return failure;
  const others = told.filter((each): each is Diagnostic => each !== undefined && !followsFrom(nul, each));
  return new DataProblem(report(codes.nulByte, nul), ...others);
}

const ofOneLine: ReadonlySet<string> = new Set([codes.rowMalformed.code, codes.textNotUtf8.code]);

/** It shows the byte, speaks of its line, or is the database's own text. */
const followsFrom = ({ line }: FoundNul, { code, message, help = "" }: Diagnostic): boolean =>
  code === codes.queryFailed.code ||
  `${message}${help}`.includes("\0") ||
  (ofOneLine.has(code) && new RegExp(`\\bline ${line}\\b`, "i").test(message));

async function offsetOfNul(file: string, signal: AbortSignal | undefined): Promise<number | undefined> {
  let before = 0;
  for await (const block of blocksOf(file, signal)) {
    const at = block.indexOf(0);
    if (at >= 0) return before + at;
    before += block.length;
  }
  return undefined;
}

async function lineAt(file: string, offset: number): Promise<number> {
  let line = 1;
  let before = 0;
  for await (const block of blocksOf(file)) {
    const part = block.subarray(0, offset - before);
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) line++;
    before += block.length;
    if (before > offset) break;
  }
  return line;
}

/** As much as can be read: of the rest the database says why it cannot. */
async function* blocksOf(file: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  if (file.endsWith(".zst")) return;
  const input = createReadStream(file, { highWaterMark: 1 << 20, ...(signal === undefined ? {} : { signal }) });
  const bytes: AsyncIterable<Buffer> = file.endsWith(".gz") ? pipeline(input, createGunzip(), () => {}) : input;
  try {
    yield* bytes;
  } catch (failure) {
    if (signal?.aborted) throw failure;
  }
}
