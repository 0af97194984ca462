import { codes, report } from "@mlopsc/diagnostics";
import { execa } from "execa";
import { Stopped } from "../stopped.ts";

/** Git in one folder. Commands that only read; none waits for a password, takes a lock or writes. */
export interface Git {
  /** What the command prints, without the last line break; undefined where it ends with another exit code than 0. */
  text(...words: readonly string[]): Promise<string | undefined>;
  /** The bytes that it prints; anything but a good end stops the command with a diagnostic. */
  bytes(words: readonly string[], input?: string): Promise<Uint8Array>;
}

export function gitIn(folder: string): Git {
  const run = async (words: readonly string[], input = "") => {
    const result = await execa("git", ["--literal-pathspecs", ...words], {
      ...{ cwd: folder, input, encoding: "buffer", reject: false, stripFinalNewline: false },
      env: { GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
    });
    if (result.code === "ENOENT") throw new Stopped([report(codes.gitMissing, {})]);
    return result;
  };
  return {
    async text(...words) {
      const { exitCode, stdout } = await run(words);
      return exitCode === 0 ? new TextDecoder().decode(stdout).replace(/\n$/, "") : undefined;
    },
    async bytes(words, input) {
      const { exitCode, stdout, stderr } = await run(words, input);
      if (exitCode === 0) return stdout;
      const detail = new TextDecoder().decode(stderr).trim().split("\n").at(-1) || `exit code ${exitCode}`;
      throw new Stopped([report(codes.gitFailed, { command: words[0] ?? "", detail })]);
    },
  };
}
