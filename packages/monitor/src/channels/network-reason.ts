/** Why the other side was not reached, in words that hold no address: messages of libraries do. */
export function networkReason(failure: unknown): string {
  for (let cause: unknown = failure; cause instanceof Error; cause = cause.cause) {
    if (cause.name === "TimeoutError") return "it did not answer in time";
    // nodemailer keeps what the system said beside a code of its own.
    const { code: own, originalCode: code = own } = cause as NodeJS.ErrnoException & { originalCode?: string };
    if (typeof code === "string")
      return reasons[code] ?? (isCertificate(code) ? certificate(code) : `the network says ${code}`);
  }
  return "the connection broke";
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "its name is not known",
  EAI_AGAIN: "its name could not be looked up",
  EDNS: "its name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "it closed the connection",
  ECONNECTION: "it closed the connection",
  UND_ERR_SOCKET: "it closed the connection",
  ETIMEDOUT: "it did not answer in time",
  UND_ERR_CONNECT_TIMEOUT: "it did not answer in time",
  ETLS: "it offers no encryption",
};

const isCertificate = (code: string): boolean => /CERT|SIGNATURE|ISSUER|TLS|SSL/.test(code);
const certificate = (code: string): string => `its certificate is not trusted (${code})`;
