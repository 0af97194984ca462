import { type AggregateName, aggregates, type FunctionName, functionEntry } from "@mlopsc/vocabulary";
import { type Card, cardOf } from "../card.ts";

/** A function of an expression: `year(at: temporal, zone?: text) -> int`. */
export function functionCard(name: FunctionName): Card {
  const { documentation, partial } = functionEntry(name);
  return cardOf(
    signatureText(name),
    documentation,
    partial ? "The result may be missing though no argument is." : null,
  );
}

/** As it is called; an operator between the kinds of its operands: `number * number -> number`. */
function signatureText(name: FunctionName): string {
  const { parameters, operator, result } = functionEntry(name);
  const [first] = parameters;
  const same = first?.kind ?? "any";
  const arrow = `-> ${result === "same" ? same : result === "arithmetic" ? "number" : result}`;
  const kinds = parameters.map(({ kind }) => (kind === "same" ? same : kind));
  if (operator !== undefined) {
    if (kinds.length === 1) return `${operator} ${kinds[0]} ${arrow}`;
    return kinds.length === 3
      ? `${kinds[0]} in ${kinds[1]}..${kinds[2]} ${arrow}`
      : `${kinds[0]} ${operator} ${parameters[1]?.variadic ? `[${kinds[1]}, …]` : kinds[1]} ${arrow}`;
  }
  const names = parameters.map(
    ({ name: each, optional, variadic }, at) => `${variadic ? "…" : ""}${each}${optional ? "?" : ""}: ${kinds[at]}`,
  );
  return `${name}(${names.join(", ")}) ${arrow}`;
}

export const aggregateCard = (name: AggregateName): Card => cardOf(`${name}(column)`, aggregates[name].documentation);
