import type { Declaration, ModelAnalysis } from "@mlopsc/compiler";
import { briefAlgorithmText } from "@mlopsc/plan";
import { metricKey } from "@mlopsc/vocabulary";
import { aboutText, countText, numberText } from "../../text/number-text.ts";
import { facts } from "../card.ts";
import type { HoverContext } from "../hover-context.ts";

/** What a model predicts, from what and how; what it reached, and what an apply would do. */
export function modelSummary(model: Declaration, context: HoverContext): readonly (string | null)[] {
  const analysis = context.analyses.models.get(model);
  if (analysis === undefined) return knownOfModel(model, context);
  const { features, metrics } = analysis;
  const names = features?.columns.map(({ name }) => `\`${name}\``) ?? [];
  return [
    headline(analysis),
    names.length === 0 ? null : `${countText(names.length, "feature")}: ${listed(names)}`,
    metrics.length === 0 ? null : `measured by ${metrics.map((metric) => `\`${metricKey(metric)}\``).join(", ")}`,
    ...knownOfModel(model, context),
  ];
}

export function ensembleSummary(ensemble: Declaration, context: HoverContext): readonly (string | null)[] {
  const analysis = context.analyses.ensembles.get(ensemble);
  const members = analysis?.members.map(({ declaration }) => `\`${declaration.name}\``) ?? [];
  return [members.length === 0 ? null : `of ${members.join(", ")}`, ...knownOfModel(ensemble, context)];
}

function headline({ target, task, transform, learner }: ModelAnalysis): string {
  const how =
    learner === null
      ? null
      : learner.kind === "search"
        ? `search for ${learner.search.optimise === undefined ? "the best" : `the best \`${metricKey(learner.search.optimise)}\``}`
        : `\`${briefAlgorithmText(learner.choice)}\``;
  return facts(
    target === null ? null : `predicts \`${target.name}\`${task === null ? "" : ` (${task})`}`,
    transform === null ? null : `from \`${transform.declaration.name}\``,
    how === null ? null : `by ${how}`,
  );
}

/** Its last measured version, and what is planned for it. */
function knownOfModel({ address }: Declaration, { knowledge }: HoverContext): readonly (string | null)[] {
  const known = knowledge.modelOf(address);
  const planned = knowledge.plannedFor(address);
  const metrics = known?.metrics.slice(0, 4).map(({ name, value }) => `${name} **${numberText(value)}**`) ?? [];
  const versions = known === null ? null : known.versions === 1 ? null : `of ${known.versions}`;
  const time = planned?.estimateMilliseconds === undefined ? "" : `, ${aboutText(planned.estimateMilliseconds)}`;
  return [
    known === null
      ? null
      : facts(`**v${known.version}**${versions === null ? "" : ` ${versions}`}`, ...metrics, known.registered),
    planned === null ? null : `plan: **${planned.what}**${time}, because of ${planned.cause}`,
  ];
}

const mostListed = 12;

function listed(names: readonly string[]): string {
  const rest = names.length - mostListed;
  return rest > 0 ? `${names.slice(0, mostListed).join(", ")} and ${rest} more` : names.join(", ");
}
