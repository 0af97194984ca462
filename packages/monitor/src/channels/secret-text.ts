import type { SecretText } from "@mlopsc/vocabulary";
import type { Environment } from "./delivery.ts";

/** The text that is meant, at the moment of its use, or the name of the variable that is not set, or is empty. */
export function secretValue(
  text: SecretText,
  environment: Environment,
): { readonly value: string; readonly missing?: never } | { readonly value?: never; readonly missing: string } {
  if ("text" in text) return { value: text.text };
  const value = environment[text.secret] ?? "";
  return value === "" ? { missing: text.secret } : { value };
}

/** A text of somebody else's without what is secret: the values, and the parts of those that are addresses. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const parts = secrets.flatMap((secret) => [secret, ...addressParts(secret)]).filter((part) => part.length >= 4);
  return parts
    .sort((left, right) => right.length - left.length)
    .reduce((safe, part) => safe.replaceAll(part, "…"), text);
}

function addressParts(secret: string): readonly string[] {
  if (!URL.canParse(secret)) return [];
  const { username, password, host, pathname, search, hash } = new URL(secret);
  const parts = [username, password, host, ...pathname.split("/"), ...search.split(/[?&=]/), hash];
  return parts.flatMap((part) => [part, decoded(part)]);
}

/** A part of an address as it was meant; as it stands where it is not encoded well: a password may hold a `%`. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
