import type { Declaration } from "@mlopsc/compiler";
import { facts } from "../card.ts";
import type { HoverContext } from "../hover-context.ts";

/** The model and the way of a deployment, and which version answers on each target. */
export function deploySummary(deploy: Declaration, { program, knowledge }: HoverContext): readonly (string | null)[] {
  const attributes = program.bound.get(deploy)?.attributes;
  const named = (name: string): readonly string[] => {
    const value = attributes?.get(name)?.value;
    return value?.kind === "reference" ? value.to.map(({ declaration }) => `\`${declaration.name}\``) : [];
  };
  const [model] = named("model");
  const way = named("through");
  const live = knowledge.liveVersions(deploy.address);
  return [
    facts(model === undefined ? null : `serves ${model}`, way.length === 0 ? null : `through ${way.join(" → ")}`),
    live.map(({ target, version, since }) => `- live in \`${target}\`: **v${version}** since ${since}`).join("\n"),
  ];
}
