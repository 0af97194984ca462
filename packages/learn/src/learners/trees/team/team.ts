/**
 * Threads that run the same program on the same memory, each doing its share of the loops over rows and columns. All
 * take the same turns, because all that decides a turn is read from memory that they share, after `meet`.
 */
export interface Team {
  /** 0 for the thread that was asked; it alone gives the answer. */
  readonly rank: number;
  readonly size: number;
  /** Returns when all have come here: what one wrote before, all may read after. */
  meet(): void;
  /** What the first thread's function gives, for all; memory in it is to be shared. */
  same<Value>(make: () => Value): Value;
  /**
   * What each gives, in the order of ranks; only the first gets them, the others an empty list. Memory that `moved` names
   * is handed over and not copied: it is the other threads' no more.
   */
  gather<Value>(value: Value, moved?: (value: Value) => ArrayBufferLike[]): readonly Value[];
}

/** No other threads. */
export const alone: Team = {
  rank: 0,
  size: 1,
  meet: () => {},
  same: (make) => make(),
  gather: (value) => [value],
};

/** The part of `start..end-1` that is this thread's: parts touch, and are of about equal length. */
export function share({ rank, size }: Pick<Team, "rank" | "size">, start: number, end: number): [number, number] {
  const length = end - start;
  return [start + Math.floor((length * rank) / size), start + Math.floor((length * (rank + 1)) / size)];
}
