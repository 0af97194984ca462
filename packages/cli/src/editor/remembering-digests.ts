import type { SqliteRegistry } from "@mlopsc/engine";

/** A registry that is only looked at, with a place of its own for digests of files: each file is read once. */
export function rememberingDigests(): (registry: SqliteRegistry) => SqliteRegistry {
  const digests = new Map<string, string>();
  return (registry) => ({
    ...registry,
    fingerprints: {
      get: (key) => digests.get(key) ?? registry.fingerprints.get(key),
      set: (key, digest) => void digests.set(key, digest),
    },
  });
}
