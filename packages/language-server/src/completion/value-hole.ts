import type { AttributeEntry, CallEntry } from "@mlopsc/vocabulary";
import { choiceHole, hole } from "./snippet.ts";

/** A place for a value, as it is begun: quotes, brackets, a choice of words. */
export function valueHole({ value }: Pick<AttributeEntry, "value">, at: number): string {
  switch (value.kind) {
    case "text":
      return `"${hole(at)}"`;
    case "bool":
      return choiceHole(at, ["true", "false"]);
    case "reference":
    case "metric":
    case "choice": {
      if ("many" in value && value.many) return `[${hole(at)}]`;
      return value.kind === "choice" && isWords(value.options) ? choiceHole(at, Object.keys(value.options)) : hole(at);
    }
    default:
      return hole(at);
  }
}

/** Whether one of a few words stands there, none of which is a call. */
const isWords = (options: Readonly<Record<string, CallEntry>>): boolean => {
  const entries = Object.values(options);
  return entries.length > 1 && entries.every(({ parameters }) => Object.keys(parameters).length === 0);
};
