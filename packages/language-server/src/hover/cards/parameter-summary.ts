import type { Declaration } from "@mlopsc/compiler";
import { instantText, textLiteral, typeText } from "@mlopsc/plan";
import type { ColumnType, LiteralValue } from "@mlopsc/vocabulary";
import type { HoverContext } from "../hover-context.ts";

/** `param data : text = "data"`. */
export function parameterCode({ name }: Declaration, { program }: HoverContext): string {
  const parameter = program.parameters.get(name);
  if (parameter === undefined) return `param ${name}`;
  const value = parameter.value === undefined ? "" : ` = ${literalText(parameter.type, parameter.value)}`;
  return `param ${name} : ${typeText(parameter.type)}${value}`;
}

export const parameterSummary = ({ name }: Declaration, { program }: HoverContext): readonly (string | null)[] => [
  program.parameters.get(name)?.value === undefined
    ? `It has no value of its own: \`mlopsc apply --param ${name}=…\``
    : `\`mlopsc apply --param ${name}=…\` gives it another one.`,
];

function literalText({ kind }: ColumnType, value: LiteralValue): string {
  if (typeof value === "string") return textLiteral(value);
  const isTime = kind === "date" || kind === "timestamp";
  return isTime && typeof value === "number" ? instantText(kind, value) : String(value);
}
