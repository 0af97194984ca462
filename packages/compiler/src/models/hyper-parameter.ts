import type { ExpressionSyntax } from "@mlopsc/grammar";
import { durationText } from "@mlopsc/plan";
import type { Domain } from "@mlopsc/vocabulary";
import { signedNumber } from "../semantics/values/number-value.ts";
import { bare } from "./syntax-text.ts";

/** What a domain allows, for messages: "an int in 1..64", "a number above 0, at most 1". */
export function domainText(domain: Domain): string {
  if (domain.kind === "choice") return `one of ${domain.values.map(String).join(", ")}`;
  if (domain.kind === "length") return "a whole number of rows from 1, or a time as `7d`";
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
  const number = domain.kind === "length" ? signedNumber(bare(syntax)) : null;
  if (number?.kind === "duration") return durationText(number.value);
  const constant = constantOf(syntax);
  return constant === null && domain.kind === "choice" && domain.values.includes("none") ? "none" : constant;
}

/** Whether the domain holds the value. */
export function isWithin(domain: Domain, value: number | string | boolean | null | undefined): boolean {
  if (domain.kind === "choice") return domain.values.some((allowed) => allowed === value);
  if (domain.kind === "length") {
    return typeof value === "string" ? lengthOfText(value) !== null : Number.isInteger(value) && Number(value) >= 1;
  }
  if (domain.kind === "number" && domain.words?.some((word) => word === value)) return true;
  if (typeof value !== "number" || (domain.kind === "int" && !Number.isInteger(value))) return false;
  const open = domain.kind === "number" ? domain.open : undefined;
  const above = open === "low" || open === "both" ? value > domain.low : value >= domain.low;
  const below = open === "high" || open === "both" ? value < domain.high : value <= domain.high;
  return above && below;
}

const lengths: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The milliseconds of `7d`; null where a text is no such time, or none at all. */
export function lengthOfText(text: string): number | null {
  const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  const milliseconds = Number(count) * (lengths[unit ?? ""] ?? 0);
  return milliseconds > 0 ? milliseconds : null;
}
