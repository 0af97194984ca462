import type { Declaration, Program } from "@mlopsc/compiler";
import { currentModel, loadOutcome, type ProjectState, type TableOutcome } from "@mlopsc/engine";
import type { ColumnProfile, LiveVersion, ModelFacts, TableFacts } from "@mlopsc/language-server";
import { metricKey } from "@mlopsc/vocabulary";
import { valueText } from "../data/value-text.ts";
import { columnProfile } from "./column-profile.ts";
import type { Facts } from "./facts.ts";

type Registry = ProjectState["registry"];

/** What the registry says of each block of a program. */
export function readFacts(registry: Registry, { byKind }: Program): Facts {
  const tables = new Map<string, TableFacts>();
  const profiles = new Map<string, ReadonlyMap<string, ColumnProfile>>();
  for (const declaration of [...byKind.dataset.values(), ...byKind.transform.values()]) {
    const table = tableOf(registry, declaration);
    if (table === undefined) continue;
    const { facts, outcome } = table;
    tables.set(declaration.address, facts);
    profiles.set(declaration.address, profilesOf(outcome));
  }
  const models = new Map<string, ModelFacts>();
  for (const declaration of [...byKind.model.values(), ...byKind.ensemble.values()]) {
    const facts = modelOf(registry, declaration);
    if (facts !== undefined) models.set(declaration.address, facts);
  }
  const deploys = [...byKind.deploy.values()];
  return { tables, profiles, models, live: new Map(deploys.map((each) => [each.address, liveOf(registry, each)])) };
}

type Table = Pick<TableOutcome, "rows" | "columns" | "profile">;

function tableOf(
  registry: Registry,
  { kind, name, address }: Declaration,
): { readonly facts: TableFacts; readonly outcome: Table } | undefined {
  if (kind === "transform") {
    const outcome = loadOutcome(registry, address, "transform-data");
    return outcome && { facts: { rows: outcome.rows, columns: outcome.columns.length }, outcome };
  }
  const newest = registry.datasets.versions(name).at(-1);
  if (newest === undefined) return undefined;
  const outcome = newest as unknown as Table;
  const version = { number: newest.version, taken: dayText(newest.created) };
  return { facts: { rows: newest.rows, columns: outcome.columns.length, version }, outcome };
}

const profilesOf = ({ columns, profile }: Table): ReadonlyMap<string, ColumnProfile> =>
  new Map(
    columns.flatMap(({ name, type }, at) => {
      const found = profile[at];
      return found === undefined ? [] : [[name, columnProfile(type, found)] as const];
    }),
  );

function modelOf(registry: Registry, { name, address }: Declaration): ModelFacts | undefined {
  const version = currentModel(registry, name);
  if (version === undefined) return undefined;
  const evaluated = loadOutcome(registry, `${address}/evaluate`, "evaluate-model");
  const metrics = (evaluated?.metrics ?? []).flatMap((metric) => {
    const value = evaluated?.test[metricKey(metric)];
    return value === undefined ? [] : [{ name: metricKey(metric), value }];
  });
  const versions = registry.models.versions(name).length;
  return { version: version.version, versions, registered: dayText(version.created), metrics };
}

function liveOf(registry: Registry, { name }: Declaration): readonly LiveVersion[] {
  const releases = registry.releases.list(name);
  const targets = [...new Set(releases.map(({ target }) => target))];
  return targets.flatMap((target) => {
    const serving = registry.releases.serving(name, target);
    if (serving === undefined) return [];
    const { model, version, served, started } = serving;
    return [{ target, model, version, since: dayText(served ?? started) }];
  });
}

const dayText = (milliseconds: number): string => valueText("timestamp", milliseconds);
