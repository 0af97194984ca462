/** What every program needs to start at all. Nothing else of the environment reaches a trainer unless the spec names it. */
const always =
  process.platform === "win32" ? ["PATH", "PATHEXT", "SystemRoot", "TEMP", "TMP", "USERPROFILE"] : ["PATH", "HOME"];

/** Of UTF-8 and of unbuffered output, so that a log is readable and comes as it is written; bytecode is not left beside scripts. */
const fixed: Readonly<Record<string, string>> = {
  LANG: "C.UTF-8",
  PYTHONUNBUFFERED: "1",
  PYTHONDONTWRITEBYTECODE: "1",
};

export type ProgramEnvironment =
  | {
      readonly variables: Readonly<Record<string, string>>;
      /** Values that may be secrets: they must stand in no log. */
      readonly hidden: readonly string[];
      readonly unset?: never;
    }
  | { readonly unset: string; readonly variables?: never };

/** The variables that a trainer is given; or the first of those named that is not set. */
export function programEnvironment(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ProgramEnvironment {
  const unset = names.find((name) => environment[name] === undefined);
  if (unset !== undefined) return { unset };
  const given = [...always, ...names].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const hidden = names.flatMap((name) => environment[name] || []);
  return { variables: { ...fixed, ...Object.fromEntries(given) }, hidden };
}
