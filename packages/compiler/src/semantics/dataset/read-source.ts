import { codes } from "@mlopsc/diagnostics";
import type { SourceDefinition } from "@mlopsc/plan";
import { nearestName } from "../names/nearest-name.ts";
import { replaceName } from "../names/report-unknown.ts";
import type { Declaration, Program, Value } from "../program.ts";
import type { Reporter } from "../reporter.ts";

/** The dataset's source with parameters filled in; null where it is missing or wrong (reported when names were bound). */
export function readSource(declaration: Declaration, program: Program): SourceDefinition | null {
  const value = program.bound.get(declaration)?.attributes.get("source")?.value;
  const choice = value?.kind === "choice" ? value.choices[0] : undefined;
  const path = choice === undefined ? undefined : textOf(choice.parameters.get("path"));
  if (choice === undefined || path === undefined) return null;
  if (choice.name !== "csv") return { format: choice.name === "json" ? "json" : "parquet", path };
  const header = choice.parameters.get("header");
  const texts = ["delimiter", "encoding", "quote", "decimal", "missing"] as const;
  const given = texts.flatMap((name) => {
    const text = textOf(choice.parameters.get(name));
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    format: "csv",
    path,
    ...Object.fromEntries(given),
    ...(header?.kind === "bool" ? { header: header.value } : {}),
  };
}

const encodings = ["utf-8", "latin-1", "utf-16"];

/** Reports an encoding that cannot be read. */
export function checkEncoding(declaration: Declaration, program: Program, reporter: Reporter): void {
  const value = program.bound.get(declaration)?.attributes.get("source")?.value;
  const encoding = value?.kind === "choice" ? value.choices[0]?.parameters.get("encoding") : undefined;
  if (encoding?.kind !== "text" || encodings.includes(encoding.value)) return;
  const word = { text: encoding.value, span: { start: encoding.span.start + 1, end: encoding.span.end - 1 } };
  const suggestion = nearestName(word.text, encodings);
  const fixes = suggestion === null ? [] : [replaceName(word.span, suggestion, suggestion)];
  const parameters = { name: word.text, suggestion, known: encodings, within: "`encoding`" };
  reporter.report(declaration, word.span, codes.unknownOption, parameters, { fixes });
}

const textOf = (value: Value | undefined): string | undefined => (value?.kind === "text" ? value.value : undefined);
