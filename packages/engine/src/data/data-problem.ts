import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";

/** What a piece of data work gives: its result, or what the user must know. */
export type DataResult<T> = { readonly value: T; readonly failed?: never } | { readonly failed: readonly Diagnostic[] };

/** Carries diagnostics up to where a {@link DataResult} is made. Never leaves this folder. */
export class DataProblem extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/** Runs the work; a problem of the data, or a refusal of the database, becomes a result. Faults of ours are thrown. */
export async function resultOf<T>(what: string, work: () => Promise<T>): Promise<DataResult<T>> {
  try {
    return { value: await work() };
  } catch (failure) {
    if (failure instanceof DataProblem) return { failed: failure.diagnostics };
    const diagnostic = databaseDiagnostic(what, failure);
    if (diagnostic === undefined) throw failure;
    return { failed: [diagnostic] };
  }
}

const refusal =
  /^(Binder|Catalog|Conversion|Constraint|Invalid Input|IO|Not implemented|Out of Memory|Out of Range|Parser|Permission|Syntax|INTERRUPT|Interrupt|Missing Extension|HTTP|Mismatch Type|Serialization|Sequence|Connection|Dependency|Invalid type|Invalid|Object Size|TransactionContext|Unknown Type)\b.*?Error: /s;

/** A refusal of the database in the user's terms; undefined for what is not one. `what` is the work or the file. */
export function databaseDiagnostic(what: string, failure: unknown): Diagnostic | undefined {
  const message = messageOf(failure);
  if (/interrupted/i.test(message)) return report(codes.dataInterrupted, {});
  const kind = refusal.exec(message)?.[1];
  if (kind === undefined) return undefined;
  const detail = firstLine(message.replace(refusal, ""));
  if (/no space left on device/i.test(message)) return report(codes.noSpaceLeft, { address: what, detail });
  if (kind === "Out of Memory") return report(codes.dataOutOfMemory, { detail });
  if (/no files found/i.test(message)) return report(codes.sourceNotFound, { path: what });
  if (/not utf-8/i.test(message)) return report(codes.textNotUtf8, { path: what, row: lineOf(message) });
  if (/CSV Error on Line/.test(message)) {
    const reason =
      /Expected Number of Columns.*|Error when.*|.*quote.*|Maximum line size.*/i.exec(message)?.[0] ?? detail;
    return report(codes.rowMalformed, { path: what, line: lineOf(message), detail: reason });
  }
  if (/extension/i.test(message) && kind !== "Binder") return report(codes.formatUnavailable, { path: what, detail });
  return report(codes.queryFailed, { what, detail });
}

export const messageOf = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));

const lineOf = (message: string): string => /Error on Line: (\d+)/.exec(message)?.[1] ?? "?";

const firstLine = (text: string): string => text.split("\n")[0]!.trim();
