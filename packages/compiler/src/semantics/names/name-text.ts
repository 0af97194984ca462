/** A name as a spec writes it: in backticks where it is no identifier. */
export const nameText = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `\`${name}\``);
