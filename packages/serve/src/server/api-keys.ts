import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Whether a request's `authorization: Bearer` or `x-api-key` is one of the keys; the time that it takes does not tell how near it was. */
export function compileKeyCheck(keys: readonly string[]): (headers: IncomingHttpHeaders) => boolean {
  const known = keys.map(digest);
  return ({ authorization, "x-api-key": plain }) => {
    const given = /^Bearer +(.+)$/i.exec(authorization ?? "")?.[1] ?? plain;
    if (typeof given !== "string") return false;
    const asked = digest(given);
    let isKnown = false;
    for (const key of known) isKnown = timingSafeEqual(key, asked) || isKnown;
    return isKnown;
  };
}

/** The keys in a file's text: one a line, so that a new one can be handed out before the old one ends. */
export const apiKeysIn = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
