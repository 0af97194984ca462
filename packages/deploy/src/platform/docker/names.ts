import { type DeploymentName, labelsOf } from "../../deployment.ts";
import { sha256 } from "../../image/bundle-digest.ts";

/** Label keys besides those of the deployment itself. */
export const labelKeys = {
  role: "org.mlopsc.role",
  release: "org.mlopsc.release",
  replica: "org.mlopsc.replica",
  wanted: "org.mlopsc.replicas",
  port: "org.mlopsc.port",
  log: "org.mlopsc.log",
} as const;

/** `mlopsc-PROJECT-DEPLOYMENT-TARGET`: what the names of its containers, network and volumes begin with. */
export const prefixOf = ({ project, deployment, target }: DeploymentName): string =>
  ["mlopsc", ...[project, deployment, target].map(plain)].join("-");

export const frontName = (name: DeploymentName): string => `${prefixOf(name)}-front`;

export const replicaContainer = (name: DeploymentName, release: number, replica: number): string =>
  `${prefixOf(name)}-r${release}-${replica}`;

/** `mlopsc/project/deployment/target`: each target has tags of its own, so that none takes another's image away. */
export const repositoryOf = ({ project, deployment, target }: DeploymentName): string =>
  ["mlopsc", ...[project, deployment, target].map(plain)].join("/");

/** A filter for the engine's lists. */
export const labelFilter = (name: DeploymentName): { readonly label: string[] } => ({
  label: Object.entries(labelsOf(name)).map(([key, value]) => `${key}=${value}`),
});

/** What every engine takes, without the hyphen that parts are joined with; a name that had to be changed gets a mark, so that no two become one. */
function plain(text: string): string {
  if (/^[a-z0-9]+([._][a-z0-9]+)*$/.test(text)) return text;
  const kept = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  return `${kept || "x"}_${sha256(text).slice(0, 6)}`;
}
