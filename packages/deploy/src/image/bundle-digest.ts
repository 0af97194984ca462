import { createHash } from "node:crypto";
import type { Bundle } from "../platform/bundle.ts";

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** 64 hexadecimal digits: the same for the same files, names and labels, in whatever order they were given. */
export function bundleDigest({ model, version, files, labels }: Bundle): string {
  const { spec, data, metrics } = labels;
  const parts = [
    ["model", model],
    ["version", version],
    ["spec", spec],
    ["data", sorted(data)],
    ["metrics", sorted(metrics)],
    ["files", [files.model, files.server, files.front].map(sha256)],
  ];
  return sha256(JSON.stringify(parts));
}

/** Entries by name, so that the order in which they were put down makes no difference. */
export const sorted = <T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
  Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
