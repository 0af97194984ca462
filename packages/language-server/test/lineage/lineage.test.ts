import type { Declaration } from "@mlopsc/compiler";
import { expect, test } from "vitest";
import { madeFrom, usedBy } from "../../src/lineage/lineage.ts";
import { markedProject } from "../marked-project.ts";
import { shop } from "../shop.ts";

test("every block with what it is made from and what uses it", () => {
  const alert = "alert quiet {\n  when = requests < 1/m for 2h\n}\n";
  const { project } = markedProject({ ...shop, "alerts.mlops": alert });
  const compilation = project.compilation();
  const names = (links: readonly { readonly declaration: Declaration }[]): string =>
    links.map(({ declaration }) => declaration.name).join(", ") || "–";
  const drawing = compilation.program.declarations.map(
    (each) => `${names(madeFrom(compilation, each))} → ${each.address} → ${names(usedBy(compilation, each))}`,
  );
  expect(drawing.join("\n")).toMatchInlineSnapshot(`
    "live → alert.quiet → –
    – → project.shop → –
    – → param.data → –
    – → dataset.customers → live, features
    – → dataset.purchases → spend
    purchases → transform.spend → features
    customers, spend → transform.features → churn
    features → model.churn → api, odd
    – → target.staging → api
    churn, staging → deploy.api → live
    api, customers → monitor.live → odd, decayed, quiet
    live, churn → alert.odd → –
    live → alert.decayed → –"
  `);
});
