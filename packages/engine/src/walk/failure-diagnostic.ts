import { codes, type Diagnostic, type Place, report } from "@mlopsc/diagnostics";
import { ThreadEnded } from "../compute/thread-ended.ts";
import { StoreFault } from "../registry/object-store.ts";

/** What a thrown error means to the person who applies: damage and a full disk are told apart from our own faults. */
export function failureDiagnostic(address: string, place: Place | undefined, failure: unknown): Diagnostic {
  const options = place === undefined ? {} : { place };
  if (failure instanceof StoreFault) {
    const { object, fault } = failure;
    return fault.condition === "missing"
      ? report(codes.objectMissing, { object }, options)
      : report(codes.objectCorrupted, { object, found: fault.found }, options);
  }
  if (failure instanceof ThreadEnded) {
    const { reason, lacksMemory } = failure;
    return report(codes.threadEnded, { address, reason, lacksMemory }, options);
  }
  const detail = failure instanceof Error ? failure.message : String(failure);
  if (isFullDisk(failure)) return report(codes.noSpaceLeft, { address, detail }, options);
  return report(codes.stepCrashed, { address, detail }, options);
}

/** True where a file, the registry or the database had no room left. */
export const isFullDisk = (failure: unknown): boolean =>
  ["ENOSPC", "EDQUOT", "SQLITE_FULL"].includes(String((failure as { code?: unknown } | null)?.code)) ||
  /no space left on device|database or disk is full/i.test(failure instanceof Error ? failure.message : "");
