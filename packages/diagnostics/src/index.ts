export { type CodeEntry, error, information, type ReportOptions, report, warning } from "./code-entry.ts";
export { codes } from "./codes/index.ts";
export type { UnknownName } from "./codes/name-codes.ts";
export type { Diagnostic, Fix, Place, Position, Severity, Span, TextEdit } from "./diagnostic.ts";
export { type LineMap, lineMap } from "./line-map.ts";
