import { userInfo } from "node:os";
import { type Engine, lockedDiagnostic } from "@mlopsc/engine";
import { Stopped } from "../stopped.ts";

/** Does work as the only one who writes; the end of the command where somebody else does. */
export async function locked<Value>({ state }: Engine, work: () => Promise<Value>): Promise<Value> {
  const { lock } = state.registry;
  const holder = lock.acquire(userInfo().username);
  if (holder !== undefined) throw new Stopped([lockedDiagnostic(holder)]);
  try {
    return await work();
  } finally {
    lock.release();
  }
}
