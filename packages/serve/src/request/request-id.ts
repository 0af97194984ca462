import { randomUUID } from "node:crypto";

/** The client's own id where it is harmless in a header and a log; otherwise a new one. */
export const requestId = (given: string | string[] | undefined): string =>
  typeof given === "string" && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
