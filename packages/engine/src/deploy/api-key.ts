/** The key that a variable holds now; undefined where none is asked for, or it is not set. */
export const apiKeyIn = (variable: string | undefined): string | undefined =>
  variable === undefined ? undefined : process.env[variable] || undefined;

/** How it is sent, as clients do. */
export function keyHeader(variable: string | undefined): Readonly<Record<string, string>> {
  const key = apiKeyIn(variable);
  return key === undefined ? {} : { "x-api-key": key };
}
