/** A deployment on one target: what carries these names belongs together, whoever started it. */
export interface DeploymentName {
  readonly project: string;
  readonly deployment: string;
  readonly target: string;
}

/** Labels on everything that is started for a deployment: what runs is known by them, never guessed. */
export const labelsOf = ({ project, deployment, target }: DeploymentName): Readonly<Record<string, string>> => ({
  "org.mlopsc.project": project,
  "org.mlopsc.deployment": deployment,
  "org.mlopsc.target": target,
});
