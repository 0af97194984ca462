import { isUtf8 } from "node:buffer";

/** The value of a JSON text in UTF-8, or `undefined` where it is none. A byte order mark is not JSON. */
export function parseJson(bytes: Buffer): { readonly value: unknown } | undefined {
  if (!isUtf8(bytes)) return undefined;
  try {
    return { value: JSON.parse(bytes.toString("utf8")) };
  } catch {
    return undefined;
  }
}
