import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../exit-code.ts";
import { listSpecs } from "./find-project.ts";

export interface SourceFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The project's files, in order of their paths. */
export function readProject(project: string): readonly SourceFile[] {
  const paths = listSpecs(project);
  if (paths.length === 0) {
    throw new UsageError(
      `There is no .mlops file in ${project}. Start a project there with \`mlopsc init ${project}\`.`,
    );
  }
  return paths.map((path) => ({ path, text: decode(readFileSync(join(project, path)), path) }));
}

/** `name=value` pairs of `--param`. */
export function readParameters(given: unknown): Readonly<Record<string, string>> {
  const pairs = Array.isArray(given) ? (given as string[]) : [];
  return Object.fromEntries(
    pairs.map((pair) => {
      const sign = pair.indexOf("=");
      if (sign < 1) throw new UsageError(`--param wants NAME=VALUE, not "${pair}".`);
      return [pair.slice(0, sign), pair.slice(sign + 1)];
    }),
  );
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${path} is not UTF-8 text. Save it as UTF-8.`);
  }
}
