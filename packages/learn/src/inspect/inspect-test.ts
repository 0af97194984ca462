import { type ClassLabel, classesOf, classIndices } from "../model/class-labels.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { columnNamed } from "../table/columns.ts";
import { isText, type Table, type TableColumn, type TextColumn } from "../table/table.ts";
import type { DataDoubt } from "./data-doubt.ts";
import { inspectedColumns } from "./inspected-columns.ts";

/** Figures of fewer rows are a matter of chance. */
const leastRows = 30;
/** New levels in fewer rows than this share change no figure. */
const leastShare = 0.01;

/** What makes figures of the test part doubtful: too few rows, and classes or levels that the model never saw. */
export function inspectTest(model: TrainedModel, train: Table, test: Table, today: number): readonly DataDoubt[] {
  const [known, asked] = [inspectedColumns(model, train, today), inspectedColumns(model, test, today)];
  const few: readonly DataDoubt[] = asked.rows < leastRows ? [{ kind: "fewTestRows", rows: asked.rows }] : [];
  const personal = new Set(model.definition.input.filter(({ type }) => type.pii).map(({ name }) => name));
  const levels = asked.columns.flatMap((column) => {
    const before = columnNamed({ rows: known.rows, columns: known.columns }, column.name);
    return before === undefined ? [] : newLevels(before, column, personal.has(column.name));
  });
  return [...few, ...newClasses(model.classes, asked.target), ...levels];
}

function newClasses(known: readonly ClassLabel[], target: TableColumn): readonly DataDoubt[] {
  if (known.length === 0) return [];
  const classes = classesOf(target).filter((label) => !known.includes(label));
  const rows = classIndices(target, classes).filter((index) => !Number.isNaN(index)).length;
  return rows === 0 ? [] : [{ kind: "classOnlyInTest", classes, rows }];
}

function newLevels(known: TableColumn, asked: TableColumn, personal: boolean): readonly DataDoubt[] {
  if (!isText(known) || !isText(asked) || asked.kind === "id") return [];
  const before = levelsOf(known);
  // Where each training row has a value of its own, new ones are told as what they are.
  if (before.size === known.codes.length) return [];
  const found = new Set<string>();
  let rows = 0;
  for (const code of asked.codes) {
    const level = asked.dictionary[code];
    if (level === undefined || before.has(level)) continue;
    found.add(level);
    rows++;
  }
  const testRows = asked.codes.length;
  if (rows === 0 || rows < leastShare * testRows) return [];
  const [example = ""] = found;
  const shown = personal ? {} : { example };
  return [{ kind: "levelOnlyInTest", column: asked.name, ...shown, levels: found.size, rows, testRows }];
}

const levelsOf = ({ codes, dictionary }: TextColumn): ReadonlySet<string | undefined> =>
  new Set(Array.from(new Set(codes), (code) => dictionary[code]));
