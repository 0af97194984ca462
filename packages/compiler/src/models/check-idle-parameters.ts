import { codes } from "@mlopsc/diagnostics";
import type { CallSyntax, DimensionSyntax } from "@mlopsc/grammar";
import { type AlgorithmChoice, type AlgorithmName, algorithmEntry, type SpaceDimension } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";

type Constant = AlgorithmChoice["parameters"][string];

/** Warns of hyper-parameters, as they were written, that change nothing beside the others: `quantile: 0.9` without `loss: quantile`. */
export function checkIdleParameters(
  call: CallSyntax,
  { algorithm, parameters }: AlgorithmChoice,
  where: Declaration,
  reporter: Reporter,
): void {
  for (const { name } of call.arguments) {
    const ruling = name && rulingOf(algorithm, name.text);
    if (!name || !ruling) continue;
    const found = parameters[ruling.parameter] ?? null;
    if (ruling.values.includes(String(found))) continue;
    const told = {
      parameter: name.text,
      algorithm,
      ruling: ruling.parameter,
      wanted: ruling.values,
      found: [String(found)],
    };
    reporter.report(where, name.span, codes.idleParameter, told);
  }
}

/** Warns of dimensions that change nothing, whatever the others are, of any algorithm that has them. */
export function checkIdleDimensions(
  lines: readonly DimensionSyntax[],
  space: readonly SpaceDimension[],
  algorithms: readonly AlgorithmName[],
  search: Declaration,
  reporter: Reporter,
): void {
  for (const { name } of lines) {
    if (!space.some((dimension) => dimension.name === name.text)) continue;
    const owners = algorithms.filter((each) => Object.hasOwn(algorithmEntry(each).parameters, name.text));
    const idle = owners.map((algorithm) => {
      const ruling = rulingOf(algorithm, name.text);
      const found = ruling && triedOf(algorithm, ruling.parameter, space).map(String);
      return ruling && found && !found.some((value) => ruling.values.includes(value))
        ? { parameter: name.text, algorithm, ruling: ruling.parameter, wanted: ruling.values, found }
        : null;
    });
    const [first] = idle;
    if (first && idle.every((each) => each !== null)) reporter.report(search, name.span, codes.idleParameter, first);
  }
}

function rulingOf(algorithm: AlgorithmName, parameter: string) {
  const { parameters } = algorithmEntry(algorithm);
  return Object.hasOwn(parameters, parameter) ? parameters[parameter]?.onlyWith : undefined;
}

/** What a search gives a parameter: the options of its dimension, or the default. */
function triedOf(algorithm: AlgorithmName, parameter: string, space: readonly SpaceDimension[]): readonly Constant[] {
  const values = space.find(({ name }) => name === parameter)?.values;
  return values?.kind === "choice"
    ? values.options
    : [algorithmEntry(algorithm).parameters[parameter]?.default ?? null];
}
