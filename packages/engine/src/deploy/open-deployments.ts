import { homedir } from "node:os";
import { join } from "node:path";
import { createDockerPlatform, createProcessPlatform, type Outcome, type Platform } from "@mlopsc/deploy";
import { canonicalJson } from "@mlopsc/plan";
import type { PlatformDefinition } from "@mlopsc/vocabulary";
import type { DeploymentServices } from "./deployment-services.ts";
import { servePrograms } from "./serve-programs.ts";
import { engineHost } from "./target-address.ts";

/** The platforms of a project's targets, each opened when it is first asked for. */
export function openDeployments(
  projectFolder: string,
  { who = "", approved = new Set() }: Partial<Pick<DeploymentServices, "who" | "approved">>,
): DeploymentServices {
  const opened = new Map<string, Promise<Outcome<Platform>>>();
  return {
    who,
    approved,
    programs: servePrograms,
    platform: (definition) => {
      const key = canonicalJson(definition);
      const platform = opened.get(key) ?? openPlatform(definition, join(projectFolder, ".mlopsc", "targets"));
      opened.set(key, platform);
      return platform;
    },
  };
}

/** Certificates and logins lie where Docker's own client looks for them. */
async function openPlatform(definition: PlatformDefinition, folder: string): Promise<Outcome<Platform>> {
  if (definition.kind === "process") return { ok: true, value: createProcessPlatform({ folder }) };
  const { DOCKER_CERT_PATH: certificates, DOCKER_CONFIG: configFolder = join(homedir(), ".docker") } = process.env;
  const host = engineHost(definition);
  return createDockerPlatform({
    ...{ host, configFolder },
    ...(certificates && host.startsWith("tcp:") ? { certificates } : {}),
    ...(definition.registry === undefined ? {} : { registry: definition.registry }),
  });
}
