import { codes, type Severity } from "@mlopsc/diagnostics";
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { PlacedDiagnostic } from "../diagnostics/diagnostics-by-file.ts";
import type { Project } from "../workspace/project.ts";
import { locationOf, rangeOf } from "./convert.ts";

/** A diagnostic as editors show it; the next step stands below the message. */
export function diagnosticOf(project: Project, document: TextDocument, found: PlacedDiagnostic): Diagnostic {
  const { code, severity, message, help, place, related = [] } = found;
  const relatedInformation = related.flatMap((other) => {
    const location = locationOf(project, other.place);
    return location === null ? [] : [{ location, message: other.message }];
  });
  return {
    range: rangeOf(document, place.span),
    severity: severities[severity],
    code,
    source: "mlops",
    message: help === undefined ? message : `${message}\n${help}`,
    ...(relatedInformation.length > 0 ? { relatedInformation } : {}),
    ...(unusedCodes.has(code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

const unusedCodes: ReadonlySet<string> = new Set([codes.unusedBlock.code, codes.unusedParameter.code]);
