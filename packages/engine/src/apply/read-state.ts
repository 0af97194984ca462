import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { Outcomes, RegisterOutcome } from "../handlers/outcomes.ts";
import type { DatasetVersion } from "../registry/dataset-versions.ts";
import type { ModelVersion } from "../registry/model-versions.ts";
import type { Registry } from "../registry/registry.ts";

/** What the step at an address left; undefined where it was not done, or is of another kind. */
export function loadOutcome<Kind extends keyof Outcomes>(
  registry: Registry,
  address: string,
  kind: Kind,
): Outcomes[Kind] | undefined {
  const step = registry.steps.current(address);
  return step?.kind === kind ? (step.outcome as Outcomes[Kind]) : undefined;
}

/**
 * The version of a model that is in force: the one that the project as last applied registers (it may be an older one,
 * when an old spec came back), or else the newest.
 */
export function currentModel(registry: Registry, name: string): ModelVersion | undefined {
  const versions = registry.models.versions(name);
  const registered: RegisterOutcome | undefined = loadOutcome(registry, `model.${name}/register`, "register-model");
  return versions.find(({ version }) => version === registered?.version) ?? versions.at(-1);
}

export type Found<Value> =
  | { readonly found: Value; readonly problem?: never }
  | { readonly found?: never; readonly problem: Diagnostic };

/** A version of a model by number, or the one in force. */
export function findModel(registry: Registry, name: string, version?: number): Found<ModelVersion> {
  const versions = registry.models.versions(name);
  const found =
    version === undefined ? currentModel(registry, name) : versions.find((each) => each.version === version);
  return found === undefined
    ? { problem: unknownVersion("model", name, version, versions, registry.models.names()) }
    : { found };
}

/** A version of a dataset by number, or the newest. */
export function findDataset(registry: Registry, name: string, version?: number): Found<DatasetVersion> {
  const versions = registry.datasets.versions(name);
  const found = version === undefined ? versions.at(-1) : versions.find((each) => each.version === version);
  return found === undefined
    ? { problem: unknownVersion("dataset", name, version, versions, registry.datasets.names()) }
    : { found };
}

function unknownVersion(
  what: string,
  name: string,
  version: number | undefined,
  versions: readonly { readonly version: number }[],
  names: readonly string[],
): Diagnostic {
  if (versions.length === 0) {
    return report(codes.nothingRegistered, { what, name, known: names.length === 0 ? "none yet" : names.join(", ") });
  }
  const known = versions.map((each) => each.version).join(", ");
  return report(codes.unknownVersion, { what, name, version: String(version), known });
}
