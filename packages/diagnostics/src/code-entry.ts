import type { Diagnostic, Fix, Place, Severity } from "./diagnostic.ts";

/** One row of the code table. `P` are the typed parameters of the message. */
export interface CodeEntry<P> {
  readonly code: string;
  readonly severity: Severity;
  readonly message: (parameters: P) => string;
  readonly help?: (parameters: P) => string;
  /** What `mlopsc explain CODE` prints: why this is a problem, and an example that raises it. Markdown. */
  readonly explanation: string;
}

export const error = <P>(
  code: string,
  message: (p: P) => string,
  explanation: string,
  help?: (p: P) => string,
): CodeEntry<P> => ({
  code,
  severity: "error",
  message,
  explanation,
  ...(help ? { help } : {}),
});

export const warning = <P>(
  code: string,
  message: (p: P) => string,
  explanation: string,
  help?: (p: P) => string,
): CodeEntry<P> => ({
  ...error(code, message, explanation, help),
  severity: "warning",
});

export const information = <P>(
  code: string,
  message: (p: P) => string,
  explanation: string,
  help?: (p: P) => string,
): CodeEntry<P> => ({
  ...error(code, message, explanation, help),
  severity: "information",
});

export interface ReportOptions {
  readonly place?: Place;
  readonly fixes?: readonly Fix[];
  readonly related?: Diagnostic["related"];
}

/** Makes a diagnostic from a row of the table: `report(codes.unknownModel, { name }, { place })`. */
export function report<P>(entry: CodeEntry<P>, parameters: P, options: ReportOptions = {}): Diagnostic {
  return {
    code: entry.code,
    severity: entry.severity,
    message: entry.message(parameters),
    fixes: options.fixes ?? [],
    ...(options.place ? { place: options.place } : {}),
    ...(entry.help ? { help: entry.help(parameters) } : {}),
    ...(options.related ? { related: options.related } : {}),
  };
}
