import type { Diagnostic } from "vscode-languageserver";
import { diagnosticsByFile } from "../diagnostics/diagnostics-by-file.ts";
import type { Project } from "../workspace/project.ts";
import { diagnosticOf } from "./diagnostic-of.ts";

export interface DiagnosticReport {
  /** Another one when, and only when, the items are others. */
  readonly id: string;
  readonly items: Diagnostic[];
}

/** What was last told of each document, so that the same need not be told again. */
export interface DiagnosticReports {
  readonly of: (project: Project, path: string) => DiagnosticReport;
}

export function createDiagnosticReports(): DiagnosticReports {
  const last = new Map<string, DiagnosticReport & { readonly text: string }>();
  let count = 0;
  return {
    of: (project, path) => {
      const uri = project.uriOf(path);
      const document = project.document(path);
      const found = diagnosticsByFile(project.compilation()).get(path) ?? [];
      const items = document === undefined ? [] : found.map((each) => diagnosticOf(project, document, each));
      const text = JSON.stringify(items);
      const known = last.get(uri);
      if (known?.text === text) return known;
      count += 1;
      const report = { id: String(count), items, text };
      last.set(uri, report);
      return report;
    },
  };
}
