/** Remembers digests of files under a key whose first line is the path and whose rest changes when the file does. */
export interface FingerprintCache {
  get(key: string): string | undefined;
  /** Takes the place of what was known of that path. */
  set(key: string, digest: string): void;
}
