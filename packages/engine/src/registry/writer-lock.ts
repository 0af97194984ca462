/** One apply at a time, over all processes that see the registry. */
export interface WriterLock {
  /** Undefined when it is ours now; else who holds it. The lock of a process that died on this host is taken over. */
  acquire(who: string): LockHolder | undefined;
  /** Only what this object acquired. */
  release(): void;
  holder(): LockHolder | undefined;
  /** Takes it from whoever holds it. */
  break(): void;
}

export interface LockHolder {
  readonly who: string;
  readonly host: string;
  readonly process: number;
  readonly since: number;
}
