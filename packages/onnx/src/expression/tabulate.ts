import { evaluate, isText, type TableColumn, tableOf, textColumn } from "@mlopsc/learn";
import type { Expression } from "@mlopsc/vocabulary";
import type { Integers } from "../graph/graph.ts";
import { axis, type Operators } from "../graph/operators.ts";
import { lookUp } from "../graph/sum-in-order.ts";
import {
  type Lowered,
  type Lowering,
  type Numbers,
  numbers,
  refused,
  sameAsMissing,
  type Texts,
} from "../lower/lowered.ts";
import { placesOfTexts } from "../lower/places.ts";
import type { Call, Scope } from "./scope.ts";

/** Combinations of levels that a table may have. */
const mostEntries = 20_000;

/**
 * A function of texts as a table: ONNX has next to none, but where the texts are known the function is asked here, once
 * for each (each combination, where there are several). A text that is none of them counts as missing. Equality with
 * constants needs no known texts: to it all others are alike.
 */
export function tabulate(call: Call, given: readonly (Numbers | Texts)[], { lowering }: Scope): Lowered {
  const varying = given.flatMap((value, at) => (value.constant === undefined ? [{ value, at }] : []));
  const columns: { readonly texts: readonly (string | null)[]; readonly place: Integers; readonly at: number }[] = [];
  for (const { value, at } of varying) {
    if (value.type === "numbers")
      return refused(`\`${call.function}\` of text by a number that differs from row to row`);
    const known = textsOf(call, value, given, varying.length);
    if (known === undefined) return refused(`\`${call.function}\` of text that may be anything`);
    columns.push({ ...known, place: placesOfTexts(lowering, value, known.places, known), at });
  }
  const entries = columns.reduce((product, { texts }) => product * texts.length, 1);
  if (entries > mostEntries) return refused(`\`${call.function}\` of ${entries} combinations of texts`);
  const argumentsOf = call.arguments.map((argument, at): Expression => {
    const column = columns.findIndex((candidate) => candidate.at === at);
    return column < 0 ? argument : { kind: "column", name: `${column}` };
  });
  const table = tableOf(
    productOf(columns.map(({ texts }) => texts)).map((texts, at) => textColumn(`${at}`, "text", texts)),
  );
  const answers = evaluate({ ...call, arguments: argumentsOf }, table, { today: 0 });
  return answerAt(lowering, answers, combined(lowering, columns));
}

interface Known {
  /** By place; null where missing. */
  readonly texts: readonly (string | null)[];
  readonly places: ReadonlyMap<string, number>;
  readonly missing: number;
  readonly unknown: number;
}

/** The texts that an argument is asked for; undefined where they are not known. */
function textsOf(call: Call, value: Texts, given: readonly (Numbers | Texts)[], varying: number): Known | undefined {
  const equality = ["equal", "not_equal", "in"].includes(call.function) && varying === 1;
  const levels = equality ? constantsOf(given) : value.levels;
  if (levels === undefined) return undefined;
  const places = new Map(levels.map((level, place) => [level, place]));
  const missing = levels.length;
  if (!equality) return { texts: [...levels, null], places, missing, unknown: missing };
  let other = "other";
  while (places.has(other)) other += "_";
  return { texts: [...levels, null, other], places, missing, unknown: missing + 1 };
}

const constantsOf = (given: readonly (Numbers | Texts)[]): readonly string[] => [
  ...new Set(given.flatMap(({ constant }) => (typeof constant === "string" ? [constant] : []))),
];

/** Column by column, every combination; the last changes fastest. */
function productOf(lists: readonly (readonly (string | null)[])[]): (string | null)[][] {
  const entries = lists.reduce((product, { length }) => product * length, 1);
  let stride = entries;
  return lists.map((texts) => {
    stride /= texts.length;
    return Array.from({ length: entries }, (_, at) => texts[Math.floor(at / stride) % texts.length]!);
  });
}

function combined(
  lowering: Operators,
  columns: readonly { readonly texts: readonly unknown[]; readonly place: Integers }[],
): Integers {
  const { graph } = lowering;
  const [first, ...others] = columns;
  return others.reduce((place, column) => {
    const size = graph.constant("int64", [1, 1], [column.texts.length]);
    return graph.node("int64", "Add", [graph.node("int64", "Mul", [place, size]), column.place]);
  }, first!.place);
}

function answerAt(lowering: Lowering, answers: TableColumn, place: Integers): Lowered {
  const { graph, missingText } = lowering;
  if (!isText(answers)) {
    const table = graph.constant("double", [answers.values.length, 1], answers.values);
    return numbers(lookUp(lowering, table, place));
  }
  if (answers.dictionary.includes(missingText)) return refused(sameAsMissing);
  const texts = Array.from(answers.codes, (code) => answers.dictionary[code] ?? missingText);
  const values = graph.node("string", "Gather", [graph.constant("string", [texts.length], texts), place], axis(0));
  return { type: "texts", values, levels: answers.dictionary };
}
