import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@mlopsc/diagnostics";
import type { DesiredState } from "@mlopsc/plan";
import type { SourceFile } from "./read-project.ts";
import { replaceFile } from "./replace-file.ts";

/** All that decides what a compilation gives, besides the compiler. */
interface Input {
  readonly files: readonly SourceFile[];
  readonly parameters: Readonly<Record<string, string>>;
}

interface Result {
  readonly desired: DesiredState;
  readonly diagnostics: readonly Diagnostic[];
}

/** What these very files compiled to before; undefined where they never did, or another program did it. */
export function keptCompiled(project: string, input: Input): Result | undefined {
  const key = keyOf(input);
  if (key === undefined) return undefined;
  try {
    const text = readFileSync(pathIn(project), "utf8");
    if (!text.startsWith(key)) return undefined;
    return JSON.parse(text.slice(key.length));
  } catch {
    return undefined; // absent or damaged: it is only ever a copy
  }
}

/** Keeps a result beside the registry. Only where there is one: a look at a project leaves nothing behind. */
export function keepCompiled(project: string, input: Input, result: Result): void {
  const key = keyOf(input);
  const path = pathIn(project);
  if (key === undefined || !existsSync(join(project, ".mlopsc"))) return;
  try {
    replaceFile(path, key + JSON.stringify(result));
  } catch {
    // A full disk or a read-only folder costs the next command some time, and nothing else.
  }
}

const pathIn = (project: string): string => join(project, ".mlopsc", "compiled.json");

/** Undefined where the program is not a bundle: its sources may change under it. */
function keyOf(input: Input): string | undefined {
  const bundle = new URL("./main.js", import.meta.url);
  if (!existsSync(bundle)) return undefined;
  // The names of all parts of the bundle hold the digests of their contents, and stand in this one.
  const hash = createHash("sha256").update(readFileSync(bundle));
  return `${hash.update(JSON.stringify(input)).digest("hex")}\n`;
}
