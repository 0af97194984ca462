import { join, resolve } from "node:path";
import type { DataStore } from "@mlopsc/engine";
import type { Explanation, Predictions, StoredModel, TableColumn } from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import { outputFile } from "../data/output-file.ts";
import { sourceOfFile } from "../data/source-of-file.ts";
import { valueOrStop } from "../data/value-or-stop.ts";
import { withStore } from "../data/with-store.ts";
import { exitCode } from "../exit-code.ts";
import { loadModel } from "../models/load-model.ts";
import {
  type ExplanationForm,
  explainRows,
  explanationColumns,
  explanationForm,
  explanationNames,
  jsonName,
  scaleText,
} from "../predictions/explanation-columns.ts";
import { predictRows, readyModel } from "../predictions/predict-rows.ts";
import { predictionColumns } from "../predictions/prediction-columns.ts";
import { type RequestRows, readRequests } from "../predictions/read-requests.ts";
import { recordsFile } from "../predictions/records-file.ts";
import { mostRows, showPredictions } from "../predictions/show-predictions.ts";
import { parseVersioned, projectOption, withState } from "../project/open-state.ts";
import { counted, formatDuration } from "../terminal/numbers.ts";
import { showWarnings } from "../terminal/show-warnings.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, textOperand, textOption } from "./command.ts";

const dayMilliseconds = 86_400_000;

export const predict: CommandRun = async (terminal, operands, options) => {
  const { name, version } = parseVersioned(textOperand(operands, 0) ?? "");
  const input = textOption(options, "input");
  const given = textOption(options, "out");
  const out = given === undefined ? undefined : outputFile(terminal.folder, given);
  const project = projectOption(terminal, options);
  const { model, personal } = await modelAndPersonal(project, name, version);
  if (options["example"] === true) return printExample(model, terminal);
  const started = performance.now();
  return withStore(async (store, scratch) => {
    const file = input === undefined ? await recordsFile(terminal, scratch) : resolve(terminal.folder, input);
    if (file === undefined) return exitCode.success;
    const shown = input ?? "the standard input";
    const onScreen = out === undefined && input !== undefined;
    const form = options["explain"] === true ? explanationForm(out, onScreen) : undefined;
    // Only when it is ours: without --explain a column of the input may bear that name.
    const json = form === "json" ? [jsonName] : [];
    const added = form === undefined ? [] : explanationNames(form);
    const requests = await readRequests(store, sourceOfFile(file, shown), model, scratch, shown, added);
    showWarnings(requests.doubts, new Map(), terminal);
    const today = Math.floor(Date.now() / dayMilliseconds);
    const predictions = await predictRows(model, requests.table, today, { store, scratch, project, terminal });
    const first = onScreen ? mostRows : requests.table.rows;
    const told = form === undefined ? undefined : explainRows(model, requests.table, { today, personal, first });
    const columns = [
      ...predictionColumns(predictions, model, requests.table.rows),
      ...columnsOfReasons(form, told, requests.table.rows),
    ];
    const tables = [requests.path, await writeColumns(store, columns, requests, scratch)];
    if (out !== undefined) valueOrStop(await store.export(tables, out, { json }));
    else if (input === undefined) await printRecords(store, tables, json, scratch, terminal);
    else await showPredictions(store, tables, { requests, model, personal, reasons: added }, scratch, terminal);
    terminal.err(summary(predictions, requests, performance.now() - started, given, terminal));
    const [explanation] = told?.values() ?? [];
    if (explanation !== undefined)
      terminal.err(terminal.colours.dim(`Reasons are ${scaleText(model, explanation)}.\n`));
    return exitCode.success;
  });
};

/** One line, so that it can be piped into `predict`. */
async function printExample(model: StoredModel, terminal: Terminal): Promise<number> {
  // The server's own example; its package is not opened for predictions.
  const { exampleRecord, requestColumns } = await import("@mlopsc/serve");
  const record = exampleRecord(model, requestColumns(model), Math.floor(Date.now() / dayMilliseconds));
  if (record === undefined) {
    terminal.err("No made-up record is in the model's scope: its filters leave out all that were tried.\n");
    return exitCode.failure;
  }
  terminal.out(`${JSON.stringify(record)}\n`);
  return exitCode.success;
}

/** The model, and the columns that some dataset calls personal: those are not shown on a screen. */
async function modelAndPersonal(
  project: string,
  name: string,
  version: number | undefined,
): Promise<{ readonly model: StoredModel; readonly personal: ReadonlySet<string> }> {
  return withState(project, async (state) => {
    const { registry } = state;
    const { model } = await loadModel(state, name, version);
    const datasets = registry.datasets.names().flatMap((dataset) => registry.datasets.versions(dataset).slice(-1));
    const columns = datasets.flatMap((dataset) => dataset.columns as readonly Column[]);
    return {
      model: readyModel(model, project),
      personal: new Set(columns.filter(({ type }) => type.pii).map((column) => column.name)),
    };
  });
}

const columnsOfReasons = (
  form: ExplanationForm | undefined,
  told: ReadonlyMap<number, Explanation> | undefined,
  rows: number,
): readonly TableColumn[] => (form === undefined || told === undefined ? [] : explanationColumns(form, told, rows));

async function writeColumns(
  store: DataStore,
  columns: readonly TableColumn[],
  { table }: RequestRows,
  scratch: string,
): Promise<string> {
  const path = join(scratch, "predictions.parquet");
  const types = columns.map(({ name, kind }) => ({ name, type: { kind, nullable: true } }));
  valueOrStop(await store.writeTable({ rows: table.rows, columns }, path, types));
  return path;
}

/** Records in, records out: a filter between two other programs. */
async function printRecords(
  store: DataStore,
  tables: readonly string[],
  json: readonly string[],
  scratch: string,
  terminal: Terminal,
): Promise<void> {
  const { readFile } = await import("node:fs/promises");
  const path = join(scratch, "out.jsonl");
  valueOrStop(await store.export(tables, path, { json }));
  terminal.out(await readFile(path, "utf8"));
}

function summary(
  { outOfScope, incomplete }: Predictions,
  { table, leftOut }: RequestRows,
  milliseconds: number,
  given: string | undefined,
  { colours }: Terminal,
): string {
  const parts = [`${counted(table.rows, "row")} predicted in ${formatDuration(milliseconds)}`];
  if (outOfScope.length > 0) parts.push(`${counted(outOfScope.length, "row")} out of scope`);
  if (incomplete.length > 0) parts.push(`${counted(incomplete.length, "row")} without a value that the model needs`);
  const where = given === undefined ? "" : ` Written to ${given}.`;
  const lost =
    leftOut.length === 0 ? "" : ` Columns of the input left out, because their names are taken: ${leftOut.join(", ")}.`;
  return colours.dim(`${parts.join(", ")}.${where}${lost}\n`);
}
