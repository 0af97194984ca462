import { type AlgorithmChoice, algorithmEntry } from "@mlopsc/vocabulary";

/** Reads hyper-parameters, with the vocabulary's default where none is given. Throws on a wrong type: our bug. */
export interface ParameterReader {
  number(name: string): number;
  /** Null where the parameter is left to the learner. */
  optional(name: string): number | null;
  /** A word stands for a number that the learner chooses. */
  numberOrWord(name: string): number | string;
  flag(name: string): boolean;
  text(name: string): string | null;
}

export function readParameters(choice: AlgorithmChoice): ParameterReader {
  const { parameters } = algorithmEntry(choice.algorithm);
  const read = (name: string): number | string | boolean | null => {
    const entry = parameters[name];
    if (entry === undefined) throw new Error(`${choice.algorithm} has no parameter ${name}`);
    const given = choice.parameters[name];
    return given === undefined ? entry.default : given;
  };
  const typed = <T>(name: string, value: unknown, holds: boolean): T => {
    if (!holds) throw new Error(`${choice.algorithm}: ${name} is ${String(value)}`);
    return value as T;
  };
  return {
    number: (name) => typed(name, read(name), typeof read(name) === "number"),
    optional: (name) => typed(name, read(name), read(name) === null || typeof read(name) === "number"),
    numberOrWord: (name) => typed(name, read(name), typeof read(name) === "number" || typeof read(name) === "string"),
    flag: (name) => typed(name, read(name), typeof read(name) === "boolean"),
    text: (name) => typed(name, read(name), read(name) === null || typeof read(name) === "string"),
  };
}
