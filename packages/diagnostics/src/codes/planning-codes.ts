import { error } from "../code-entry.ts";

/** 4xxx: planning. */
export const planningCodes = {
  unreadablePlan: error<{ found: string }>(
    "ML4001",
    ({ found }) => `This is not a plan that can be applied: found ${found}.`,
    "A saved plan is read strictly: an unknown or missing field, or another version of the format, is refused, because a plan that is half understood would be half applied.\n\n```sh\necho '{}' > plan.json\nmlopsc apply plan.json\n```",
    () => "Make the plan anew with `mlopsc plan --out FILE`.",
  ),
  alteredPlan: error<object>(
    "ML4002",
    () => "The plan was changed after it was made: its digest does not fit its content.",
    "A saved plan ends with the digest of all that stands in it. What is applied must be what was planned and reviewed, so a plan that was edited by hand is refused.",
    () => "Make the plan anew with `mlopsc plan --out FILE`.",
  ),
  stalePlan: error<{ planned: number; now: number }>(
    "ML4003",
    ({ planned, now }) =>
      `The plan was made against state ${planned} of the registry, which is now at ${now}: something was applied in between.`,
    "A saved plan says what to do to the registry as it was. After another apply it may no longer be right, so it is refused and nothing is done.",
    () => "Plan again, look at what is different, and apply that.",
  ),
  sourceMovedOn: error<{ address: string }>(
    "ML4004",
    ({ address }) => `The files behind ${address} are no longer those that the plan was made for.`,
    "A saved plan holds the digest of every source file. Applying it to other data would do something that nobody reviewed.",
    () => "Plan again with the files as they are now.",
  ),
  unknownPlanTarget: error<{ target: string; nearest: string | null }>(
    "ML4005",
    ({ target }) => `Nothing in the project has the address ${target}.`,
    "`--target` takes a block (`model.churn`) or one of its steps (`model.churn/search`).\n\n```sh\nmlopsc plan --target model.chrun\n```",
    ({ nearest }) =>
      nearest === null ? "`mlopsc graph` draws the addresses of a project." : `Did you mean ${nearest}?`,
  ),
};
