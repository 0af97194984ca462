import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { Domain } from "@mlopsc/vocabulary";
import { signedNumber } from "../semantics/values/number-value.ts";
import { bare } from "./syntax-text.ts";

/** What a domain allows, for messages: "an int in 1..64", "a number above 0, at most 1". */
export function domainText(domain: Domain): string {
  if (domain.kind === "choice") return `one of ${domain.values.map(String).join(", ")}`;
  if (domain.kind === "int") return `a whole number in ${domain.low}..${domain.high}`;
  const low = domain.open === "low" || domain.open === "both" ? `above ${domain.low}` : `from ${domain.low}`;
  const high = domain.open === "high" || domain.open === "both" ? `below ${domain.high}` : `at most ${domain.high}`;
  const words = domain.words?.map((word) => `, or \`${word}\``).join("") ?? "";
  return `a number ${low}, ${high}${words}`;
}

/** A constant that a hyper-parameter can be given: a number (percentages as shares), a word or text, true, false, none. */
export function constantOf(syntax: ExpressionSyntax): number | string | boolean | null | undefined {
  const inner = bare(syntax);
  const number = signedNumber(inner);
  if (number !== null)
    return number.kind === "duration" || number.kind === "bytes" || number.kind === "rate" ? undefined : number.value;
  if (inner.node === "name") return inner.name;
  if (inner.node === "text")
    return inner.parts.every((part) => typeof part === "string") ? inner.parts.join("") : undefined;
  if (inner.node === "boolean") return inner.value;
  return inner.node === "none" ? null : undefined;
}

/** A constant for a domain: where `none` is one of its words, it is that word and not the absence of a value. */
export function constantFor(domain: Domain, syntax: ExpressionSyntax): ReturnType<typeof constantOf> {
  const constant = constantOf(syntax);
  return constant === null && domain.kind === "choice" && domain.values.includes("none") ? "none" : constant;
}

/** Whether the domain holds the value. */
export function isWithin(domain: Domain, value: number | string | boolean | null | undefined): boolean {
  if (domain.kind === "choice") return domain.values.some((allowed) => allowed === value);
  if (domain.kind === "number" && domain.words?.some((word) => word === value)) return true;
  if (typeof value !== "number" || (domain.kind === "int" && !Number.isInteger(value))) return false;
  const open = domain.kind === "number" ? domain.open : undefined;
  const above = open === "low" || open === "both" ? value > domain.low : value >= domain.low;
  const below = open === "high" || open === "both" ? value < domain.high : value <= domain.high;
  return above && below;
}
