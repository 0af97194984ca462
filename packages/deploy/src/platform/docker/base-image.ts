import { codes, report } from "@mlopsc/diagnostics";
import type Docker from "dockerode";
import type { BaseImage } from "../../image/image-config.ts";
import { done, failed, type Outcome } from "../../outcome.ts";
import { reasonOf, unlessMissing } from "./engine-problem.ts";
import { followLines } from "./follow-lines.ts";
import { loginOf } from "./registry-login.ts";

/** The base as it is on the engine now, pinned; pulled where it is not there. */
export async function findBase(
  engine: Docker,
  name: string,
  onLine: (line: string) => void,
  configFolder?: string,
): Promise<Outcome<BaseImage>> {
  let found = await unlessMissing(engine.getImage(name).inspect());
  if (found === undefined) {
    onLine(`pulling ${name}`);
    try {
      const login = loginOf(name, configFolder);
      await followLines(engine, await engine.pull(name, login ? { authconfig: login } : {}), onLine);
    } catch (thrown) {
      return failed(report(codes.baseImageMissing, { base: name, reason: reasonOf(thrown) }));
    }
    found = await engine.getImage(name).inspect();
  }
  return done({
    name,
    digest: found.RepoDigests?.[0] ?? found.Id,
    architecture: found.Architecture,
    os: found.Os,
    environment: found.Config.Env ?? [],
    layers: found.RootFS.Layers ?? [],
    bytes: found.Size,
  });
}
