import type { DataResult } from "@mlopsc/engine";
import { Stopped } from "../stopped.ts";

/** What the data gave, or the end of the command with what is wrong with them. */
export function valueOrStop<Value>(result: DataResult<Value>): Value {
  if (result.failed) throw new Stopped(result.failed);
  return result.value;
}
