import { type Lowered, missing, type Numbers, numbers, type Texts } from "../lower/lowered.ts";
import { asInstant } from "./number-functions.ts";
import { asNumbers, type Call, kindOf, type Scope, saysText } from "./scope.ts";

/** `if` and `coalesce`: of several values the one that holds. */
export function chooseValue(call: Call, given: readonly (Numbers | Texts)[], scope: Scope): Lowered {
  const { lowering } = scope;
  const options = call.function === "if" ? given.slice(1) : given;
  const last = options.length - 1;
  const conditions =
    call.function === "if"
      ? [lowering.less(0, asNumbers(lowering, given[0]!))]
      : options.slice(0, last).map((option) => lowering.not(missing(lowering, option)));
  if (options.some(saysText)) return chooseText(options, conditions, scope);
  const instants = kindOf(call, scope) === "timestamp";
  const nodes = call.function === "if" ? call.arguments.slice(1) : call.arguments;
  const values = options.map((option, at) => {
    const value = asNumbers(lowering, option);
    return instants ? asInstant(lowering, value, kindOf(nodes[at]!, scope)) : value;
  });
  return numbers(conditions.reduceRight((rest, holds, at) => lowering.choose(holds, values[at]!, rest), values[last]!));
}

function chooseText(
  options: readonly (Numbers | Texts)[],
  conditions: readonly ReturnType<typeof missing>[],
  { lowering }: Scope,
): Texts {
  const absent = lowering.graph.constant("string", [1, 1], [lowering.missingText]);
  const values = options.map((option) => (option.type === "texts" ? option.values : absent));
  const levels = options.map((option) => (option.type === "texts" ? option.levels : []));
  const known = levels.every((list) => list !== undefined) ? [...new Set(levels.flat() as string[])] : undefined;
  const chosen = conditions.reduceRight(
    (rest, holds, at) => lowering.chooseText(holds, values[at]!, rest),
    values[values.length - 1]!,
  );
  return { type: "texts", values: chosen, levels: known };
}
