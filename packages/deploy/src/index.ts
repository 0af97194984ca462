export { type DeploymentName, labelsOf } from "./deployment.ts";
