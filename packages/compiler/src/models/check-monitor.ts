import { codes } from "@mlopsc/diagnostics";
import { findColumnOrReport } from "../semantics/expression/column-reference.ts";
import { resolveAmong } from "../semantics/names/resolve-column.ts";
import type { Declaration, Program } from "../semantics/program.ts";
import { findColumn } from "../semantics/table-schema.ts";
import { tableSchema } from "./analyses.ts";
import { attributeOf, choiceOf, referencesOf } from "./attributes.ts";
import type { ModelledContext } from "./check-context.ts";
import type { ModelAnalysis } from "./model-analysis.ts";
import { checkMonitorWindow } from "./monitor-window.ts";
import { readDetector } from "./read-detector.ts";

/** A monitor's labels must hold what the watched model predicts, under a key that is there. */
export function checkMonitor(monitor: Declaration, context: ModelledContext): void {
  const { program, reporter, tables } = context;
  const detector = choiceOf(program, monitor, "detector");
  if (detector) readDetector(detector, monitor, null, context);
  checkMonitorWindow(monitor, context);
  const labels = attributeOf(program, monitor, "labels");
  const [table] = referencesOf(program, monitor, "labels");
  const schema = table && tableSchema(table.declaration, tables);
  if (labels === undefined || table === undefined || schema === undefined) return;
  const key = labels.clauses.get("on");
  if (key?.kind === "columns") {
    for (const word of key.selection.names) {
      findColumnOrReport(word, schema, { declaration: monitor, reporter });
      // Requests are told apart by the same column.
      const requests = watchedModels(monitor, program, context.models)[0]?.transform?.dataSchema;
      if (requests !== undefined) resolveAmong(word, requests, { declaration: monitor, reporter });
    }
  } else if (key === undefined) {
    const parameters = { verb: "labels = …", clause: "on" };
    reporter.report(monitor, labels.value.span, codes.missingClause, parameters);
  }
  const target = watchedModels(monitor, program, context.models)[0]?.target;
  const known = target && findColumn(schema, target.name);
  if (known && known.naming !== target.naming) {
    reporter.resolved(monitor, table.span, { kind: "same name", pairs: [[target.naming, known.naming]] });
  }
  if (target && schema.known && known === undefined) {
    const parameters = { table: table.declaration.name, column: target.name };
    reporter.report(monitor, table.span, codes.labelsLackTarget, parameters);
  }
}

/** The models behind a monitor: those of its deployment. */
export function watchedModels(
  monitor: Declaration,
  program: Program,
  models: ReadonlyMap<Declaration, ModelAnalysis>,
): readonly ModelAnalysis[] {
  const [deploy] = referencesOf(program, monitor, "watch");
  return deploy === undefined ? [] : servedModels(deploy.declaration, program, models);
}

/** The model of a deployment, or the members of its ensemble. */
export function servedModels(
  deploy: Declaration,
  program: Program,
  models: ReadonlyMap<Declaration, ModelAnalysis>,
): readonly ModelAnalysis[] {
  const [served] = referencesOf(program, deploy, "model");
  if (served === undefined) return [];
  const declarations =
    served.declaration.kind === "ensemble"
      ? referencesOf(program, served.declaration, "members").map(({ declaration }) => declaration)
      : [served.declaration];
  return declarations.map((declaration) => models.get(declaration)).filter((model) => model !== undefined);
}
