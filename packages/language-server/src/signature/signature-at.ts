import { functionEntry, isFunctionName } from "@mlopsc/vocabulary";
import type { CallParameter } from "../completion/call-parameters.ts";
import { marked } from "../completion/markdown.ts";
import { placeAt } from "../cursor/place-at.ts";
import { valueKindText } from "../text/value-kind-text.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Called, calledAt } from "./called-at.ts";

/** How what is called is written. */
export interface Signature {
  readonly label: string;
  readonly documentation: string;
  readonly parameters: readonly SignatureParameter[];
  /** The parameter that the cursor stands in; null where none is begun. */
  readonly active: number | null;
}

export interface SignatureParameter {
  /** Part of the signature's label, from one offset to another. */
  readonly label: readonly [start: number, end: number];
  readonly documentation: string;
}

/** The signature of what is called around an offset of a file, however broken it is; null outside all parentheses. */
export function signatureAt({ syntax }: Pick<Snapshot, "syntax">, offset: number): Signature | null {
  const { line, word, next } = placeAt(syntax, offset);
  const called = line === null ? null : calledAt(line);
  if (called === null) return null;
  // A name that is just being written, before its colon.
  const name = called.level.tail.length === 0 && next?.type === "Colon" ? word.text : null;
  return signatureOf(called, called.level.argument ?? name);
}

function signatureOf(called: Called, argument: string | null): Signature {
  const { callee, level } = called;
  switch (called.kind) {
    case "parameters": {
      const all = Object.entries(called.of);
      const positional = all.filter(([, { positional: is }]) => is);
      const name = argument ?? positional[level.position]?.[0];
      const at = all.findIndex(([each]) => each === name);
      const parts = all.map(([each, parameter]) => ({
        text: partOf(each, parameter),
        documentation: marked(parameter),
      }));
      return laidOut(callee, parts, "", "", at < 0 ? null : at);
    }
    case "function": {
      const { parameters, result, documentation } = functionEntry(isFunctionName(callee) ? callee : "abs");
      const parts = parameters.map(({ name, kind, optional, variadic }) => ({
        text: `${name}${optional ? "?" : ""}: ${kind}${variadic ? "…" : ""}`,
        documentation: "",
      }));
      const at = Math.min(level.position, parts.length - 1);
      const isMore = level.position >= parts.length && parameters.at(-1)?.variadic !== true;
      return laidOut(callee, parts, `: ${result}`, documentation, isMore || at < 0 ? null : at);
    }
    case "figure": {
      const parts = [{ text: called.parameter, documentation: "" }];
      return laidOut(callee, parts, "", called.documentation, 0);
    }
  }
}

/** What must be given is written as it is; the rest with what it is when not given. */
function partOf(name: string, { value, required, positional, default: fallback }: CallParameter): string {
  if (fallback !== undefined) return `${name}: ${fallback}`;
  if (required && positional) return name;
  return `${name}${required ? "" : "?"}: ${valueKindText(value)}`;
}

function laidOut(
  callee: string,
  parts: readonly { readonly text: string; readonly documentation: string }[],
  result: string,
  documentation: string,
  active: number | null,
): Signature {
  let label = `${callee}(`;
  const parameters = parts.map(({ text, documentation: said }, at): SignatureParameter => {
    if (at > 0) label += ", ";
    const start = label.length;
    label += text;
    return { label: [start, label.length], documentation: said };
  });
  return { label: `${label})${result}`, documentation, parameters, active };
}
