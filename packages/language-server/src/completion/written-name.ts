const plain = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;
const reserved: ReadonlySet<string> = new Set(["and", "or", "not", "in", "true", "false", "none"]);

/** A name as it is written: in backticks where it has to be. */
export const writtenName = (name: string): string => (plain.test(name) && !reserved.has(name) ? name : `\`${name}\``);
