import { UsageError } from "../exit-code.ts";
import { type Options, textOption } from "./command.ts";

/** The value of `--format`; the first of the known ones when it was not given. */
export function formatOption<Format extends string>(options: Options, known: readonly [Format, ...Format[]]): Format {
  const given = textOption(options, "format");
  if (given === undefined) return known[0];
  const found = known.find((format) => format === given);
  if (found === undefined)
    throw new UsageError(`--format wants ${known.slice(0, -1).join(", ")} or ${known.at(-1)}, not "${given}".`);
  return found;
}
