import type { Compilation } from "@mlopsc/compiler";
import { loadOutcome, type Outcomes, type ProjectState } from "@mlopsc/engine";
import type { DesiredState, Step, StepKind } from "@mlopsc/plan";

/** What a report is collected from: the project as it is written, and what the registry holds of it. */
export interface ReportSource {
  readonly desired: DesiredState;
  readonly compilation: Compilation;
  readonly registry: ProjectState["registry"];
}

/** The steps of one kind. */
export const stepsOf = <Kind extends StepKind>(
  { desired }: ReportSource,
  kind: Kind,
): readonly Extract<Step, { kind: Kind }>[] =>
  desired.steps.filter((step): step is Extract<Step, { kind: Kind }> => step.kind === kind);

/** What the step at an address left; undefined where it was not done yet. */
export const outcomeAt = <Kind extends keyof Outcomes>(
  { registry }: ReportSource,
  address: string,
  kind: Kind,
): Outcomes[Kind] | undefined => loadOutcome(registry, address, kind);

/** The `##` comment before a block, as a property that is absent where there is none. */
export function documentationOf({ compilation }: ReportSource, address: string): { readonly documentation?: string } {
  const found = compilation.program.declarations.find((declaration) => declaration.address === address);
  return found?.documentation ? { documentation: found.documentation } : {};
}

/** `churn` of `model.churn/evaluate`. */
export const nameOf = (address: string): string => address.replace(/^\w+\./, "").replace(/\/.*$/, "");
