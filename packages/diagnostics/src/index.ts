export { type CodeEntry, error, type ReportOptions, report, warning } from "./code-entry.ts";
export { codes } from "./codes/index.ts";
export type { Diagnostic, Fix, Place, Position, Severity, Span, TextEdit } from "./diagnostic.ts";
