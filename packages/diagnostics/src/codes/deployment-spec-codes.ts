import { error } from "../code-entry.ts";
import { example, meant, type UnknownName } from "./wording.ts";

/** 38xx: ensembles, targets, deployments and secrets. */
export const deploymentSpecCodes = {
  portTaken: error<{ readonly port: number; readonly first: string; readonly second: string; readonly host: string }>(
    "ML3801",
    ({ port, first, second, host }) => `\`${first}\` and \`${second}\` would both answer on port ${port} of ${host}.`,
    example(
      "A port of a host answers for one deployment.",
      "deploy a { … through = [staging] }\ndeploy b { … through = [staging] }",
    ),
    () => "Give one of them a target with another port.",
  ),
  productionFirst: error<{ readonly target: string }>(
    "ML3802",
    ({ target }) => `\`${target}\` is reached first: nothing is tried before production.`,
    example("A new version is proved on another target first.", "through = [production]"),
    ({ target }) => `Write \`through = [staging, ${target}]\`.`,
  ),
  targetRepeated: error<{ readonly target: string }>(
    "ML3803",
    ({ target }) => `\`${target}\` stands twice in \`through\`.`,
    example("A version passes each target once.", "through = [staging, staging]"),
    () => "Remove one of the two.",
  ),
  approveElsewhere: error<{ readonly target: string }>(
    "ML3804",
    ({ target }) => `\`${target}\` waits for approval, but is not among the targets in \`through\`.`,
    example("Only a target on the way can wait.", "through = [staging]\napprove = [production]"),
    ({ target }) => `Add \`${target}\` to \`through\`, or remove it from \`approve\`.`,
  ),
  unknownCheck: error<UnknownName>(
    "ML3805",
    ({ name }) => `Unknown check \`${name}\`.`,
    example("Deployments are checked by known measurements.", "checks { lod(rate: 200/s): p95 < 20ms }"),
    meant,
  ),
  checkWithoutCondition: error<{ readonly check: string }>(
    "ML3806",
    ({ check }) => `\`${check}\` says nothing that must hold.`,
    example("A check measures and compares.", "checks { load(rate: 200/s) }"),
    ({ check }) => `Write \`${check}(…): CONDITION\`.`,
  ),
  literalSecret: error<{ readonly what: string; readonly name: string }>(
    "ML3807",
    ({ what }) => `\`${what}\` is written out: whoever reads the repository can use it.`,
    example(
      "An address to post to is as good as a password.",
      'channel team { webhook = "https://hooks.example/T0/B0" }',
    ),
    ({ name }) => `Put it into the environment and write \`secret("${name}")\`.`,
  ),
  misplacedSecret: error<{ readonly what: string }>(
    "ML3808",
    ({ what }) => `A secret cannot stand in \`${what}\`: it would be written into plans, state or images.`,
    example("Secrets are references until the moment of use.", 'source = csv(secret("PATH"))'),
    () => "Only `webhook` and `server` of a channel take a secret.",
  ),
  ensembleDisagrees: error<{ readonly first: string; readonly second: string; readonly what: string }>(
    "ML3809",
    ({ first, second, what }) => `\`${first}\` and \`${second}\` differ in ${what}: they cannot answer as one.`,
    example("Members predict one column for the same rows.", "members = [churn, revenue]"),
    () => "Choose members with one `predict`, and one `from` or transforms that keep and part the same rows.",
  ),
  ensembleSize: error<{ readonly ensemble: string }>(
    "ML3810",
    ({ ensemble }) => `The ensemble \`${ensemble}\` needs two different members at least.`,
    example("One model is no ensemble.", "members = [churn]"),
  ),
  memberRepeated: error<{ readonly member: string }>(
    "ML3831",
    ({ member }) => `The model \`${member}\` is a member already.`,
    example("A member is named once; `weights` say how much it counts.", "members = [churn, churn, churn_linear]"),
    () => "Leave it out here.",
  ),
  memberFolds: error<{ readonly first: string; readonly second: string }>(
    "ML3832",
    ({ first, second }) =>
      `\`${first}\` and \`${second}\` are validated on different folds: what they say there cannot be weighed or learned from together.`,
    example(
      "Members are weighed by predictions of rows that they had not seen, and so need the same folds.",
      "model churn { … validate = cross_validation(5) }\nmodel churn_linear { … validate = holdout(20%) }",
    ),
    () => "Give the members the same `validate`.",
  ),
  memberCosts: error<{ readonly ensemble: string; readonly member: string }>(
    "ML3833",
    ({ ensemble }) => `\`cost\` is asked for, but no member of \`${ensemble}\` says what a wrong prediction costs.`,
    example("The costs of an ensemble are those of the first member that has some.", "weights = by(cost)"),
    ({ member }) => `Write \`costs { … }\` in \`${member}\`.`,
  ),
};
