/** What to take out of an array of tokens, and what to put there. */
export interface TokenEdit {
  readonly start: number;
  readonly deleteCount: number;
  readonly data: number[];
}

/** The smallest single edit that makes one array the other; null where they are equal. */
export function tokenEdit(before: readonly number[], after: readonly number[]): TokenEdit | null {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  if (start === before.length && start === after.length) return null;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { start, deleteCount: before.length - same - start, data: after.slice(start, after.length - same) };
}
