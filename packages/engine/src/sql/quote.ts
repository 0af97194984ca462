/** A name as SQL. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as SQL. NUL, which would end the statement, is spelled out; half a surrogate pair becomes U+FFFD. */
export function quoteLiteral(text: string): string {
  const parts = wellFormed(text)
    .split("\0")
    .map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts[0]! : `(${parts.join(" || chr(0) || ")})`;
}

/** Several texts as a SQL list. */
export const quoteList = (texts: readonly string[]): string => `[${texts.map(quoteLiteral).join(", ")}]`;

// What the encoder writes for half a surrogate pair is what the decoder reads back.
const wellFormed = (text: string): string => Buffer.from(text, "utf8").toString("utf8");
