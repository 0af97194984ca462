export { certainFixes } from "./certain-fixes.ts";
export { type CodeEntry, error, information, type ReportOptions, report, warning } from "./code-entry.ts";
export { codes } from "./codes/index.ts";
export type { UnknownName } from "./codes/wording.ts";
export type { Diagnostic, Fix, Place, Position, Severity, Span, TextEdit } from "./diagnostic.ts";
export { type LineMap, lineMap } from "./line-map.ts";
export { type JsonDiagnostic, type JsonRange, jsonDiagnostics, renderJson } from "./render/json.ts";
export { renderSarif } from "./render/sarif.ts";
export { renderText, type TextOptions } from "./render/text.ts";
