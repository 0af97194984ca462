/**
 * Where bytes live: tables, models, split codes. A thing is named by the SHA-256 of its bytes, so equal bytes are kept
 * once, nothing is ever overwritten, and damage is noticed.
 */
export interface ObjectStore {
  /** Gives the digest (64 hex digits) once the bytes are safe: they survive a kill from here on. */
  write(bytes: Uint8Array): Promise<string>;
  /** Takes over a file that was written under a {@link scratchPath}; the path is free afterwards. */
  adopt(path: string): Promise<string>;
  /** Throws a {@link StoreFault} where it is missing or damaged. */
  read(digest: string): Promise<Uint8Array>;
  /** A file with these bytes, only to be read. Throws a {@link StoreFault} where it is missing. */
  pathOf(digest: string): Promise<string>;
  has(digest: string): Promise<boolean>;
  /** Reads all bytes again and says what they are, or that they are gone. */
  verify(digest: string): Promise<ObjectCondition>;
  list(): Promise<readonly string[]>;
  remove(digest: string): Promise<void>;
  /** A new path to write a file to, before it is adopted. What is left there is swept up by {@link sweep}. */
  scratchPath(): Promise<string>;
  /** Removes what processes that are no more left unfinished; gives the number of files. */
  sweep(): Promise<number>;
}

export type ObjectCondition =
  | { readonly condition: "sound" }
  | { readonly condition: "missing" }
  | { readonly condition: "corrupted"; readonly found: string };

/** The store does not hold what the registry says it holds. */
export class StoreFault extends Error {
  readonly object: string;
  readonly fault: Exclude<ObjectCondition, { condition: "sound" }>;
  constructor(object: string, fault: StoreFault["fault"]) {
    super(`object ${object} is ${fault.condition}`);
    this.object = object;
    this.fault = fault;
  }
}
