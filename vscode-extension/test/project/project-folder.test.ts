import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../packages/cli/test/small-project.ts";
import { projectFolder } from "../../src/project/project-folder.ts";

it("is the nearest folder with a project block, up to the one that is open", () => {
  const root = temporaryFolder({
    "churn/project.mlops": "\uFEFFproject churn {\n}\n",
    "churn/data/customers.mlops": "dataset customers {\n}\n",
    "loose/a.mlops": "# no project here\n",
  });
  const customers = join(root, "churn/data/customers.mlops");
  expect(projectFolder(customers, root)).toBe(join(root, "churn"));
  expect(projectFolder(customers, join(root, "churn/data"))).toBe(join(root, "churn/data"));
  expect(projectFolder(join(root, "loose/a.mlops"), root)).toBe(join(root, "loose"));
});
