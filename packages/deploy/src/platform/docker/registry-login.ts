import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Who asks a registry for an image, or brings it one. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/**
 * What `docker login` put down for the registry of an image, in the folder of Docker's own client; undefined where there is
 * nothing: then it is asked as anybody. Where a helper program keeps passwords, they are not read.
 */
export function loginOf(reference: string, folder: string | undefined): Login | undefined {
  if (folder === undefined) return undefined;
  const auth = readLogins(join(folder, "config.json"))[registryOf(reference)]?.auth;
  if (!auth) return undefined;
  const text = Buffer.from(auth, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

type Logins = Readonly<Record<string, { readonly auth?: string } | undefined>>;

/** A name whose first part is no machine's is one of Docker Hub. */
function registryOf(reference: string): string {
  const [first = "", ...others] = reference.split("/");
  const isMachine = others.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return isMachine ? first : "https://index.docker.io/v1/";
}

function readLogins(file: string): Logins {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { readonly auths?: Logins }).auths ?? {};
  } catch {
    return {};
  }
}
