/** Exit codes of every command; `docs/cli.md` lists them. */
export const exitCode = {
  success: 0,
  /** The project has errors, or a step failed. */
  failure: 1,
  /** The command line is wrong: unknown option, missing file. Also `plan` and `diff --detailed-exitcode` with changes, as Terraform. */
  usage: 2,
  /** Stopped by Ctrl-C; what was finished is kept. */
  interrupted: 130,
} as const;

/** The user's mistake on the command line: printed without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
