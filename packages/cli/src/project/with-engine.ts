import { userInfo } from "node:os";
import { createCompute, type Engine, type EngineOptions, openEngine } from "@mlopsc/engine";
import { Stopped } from "../stopped.ts";

/** Does the work with the engine of a project, and closes it whatever happens. */
export async function withEngine<Value>(
  project: string,
  work: (engine: Engine) => Promise<Value>,
  options: Pick<EngineOptions, "approved"> = {},
): Promise<Value> {
  const { engine, problem } = openEngine({
    ...options,
    who: userInfo().username,
    projectFolder: project,
    clock: Date.now,
    compute: createCompute({ projectFolder: project }),
  });
  if (problem !== undefined) throw new Stopped([problem]);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
