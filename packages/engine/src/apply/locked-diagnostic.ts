import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { LockHolder } from "../registry/writer-lock.ts";

/** That somebody else is at work. */
export const lockedDiagnostic = ({ who, host, process, since }: LockHolder): Diagnostic =>
  report(codes.registryLocked, { who, host, process, since: new Date(since).toISOString() });
