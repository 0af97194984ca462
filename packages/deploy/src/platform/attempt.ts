import { codes, report } from "@mlopsc/diagnostics";
import { failed, type Outcome } from "../outcome.ts";

/** What `act` gives; an error of the system (a full disk, a forbidden folder) becomes a problem. Bugs of ours pass through. */
export async function attempt<T>(what: string, place: string, act: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await act();
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") return failed(report(codes.noRoom, { place, reason: message }));
    if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) throw thrown;
    return failed(report(codes.platformRefused, { what, reason: message }));
  }
}
