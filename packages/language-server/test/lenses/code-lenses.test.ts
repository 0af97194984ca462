import { expect, test } from "vitest";
import { codeLenses } from "../../src/lenses/code-lenses.ts";
import { lensCommand } from "../../src/lenses/lens-command.ts";
import { type Known, seenKnowledge } from "../known.ts";
import { markedProject } from "../marked-project.ts";

const spec = `project shop {
}
dataset customers {
}
transform features {
}
model churn {
}
deploy api {
}
target production {
}
`;

function drawn(known: Known): string {
  const { snapshot } = markedProject(spec, seenKnowledge(known));
  const text = snapshot.document.getText();
  return codeLenses(snapshot)
    .map((lens) => {
      const found = lensCommand(lens, snapshot.project.knowledge);
      const said = found === null ? "nothing" : `${found.title} → ${found.command}(${found.arguments.join(", ")})`;
      return `${text.slice(lens.span.start, lens.span.end)}: ${said}`;
    })
    .join("\n");
}

test("what an apply would do, what was measured, what answers, how much there is", () => {
  const work = { what: "retrain", cause: "`trees`: 20 → 30", steps: 4, estimateMilliseconds: 240_000 };
  const known: Known = {
    tables: {
      "dataset.customers": { rows: 12_345, columns: 8, version: { number: 3, taken: "2026-11-27 10:00" } },
      "transform.features": { rows: 1, columns: 5 },
    },
    models: {
      "model.churn": {
        ...{ version: 3, versions: 3, registered: "2026-11-27 10:00" },
        metrics: [{ name: "auc", value: 0.8712 }],
      },
    },
    live: {
      "deploy.api": [
        { target: "staging", model: "churn", version: 3, since: "" },
        { target: "production", model: "churn", version: 2, since: "" },
      ],
    },
    planned: { "": { ...work, steps: 7, estimateMilliseconds: 20_000 }, "model.churn": work },
  };
  expect(drawn(known)).toBe(`shop: plan: 7 steps, about 20 s → mlops.plan()
customers: 12 345 rows, version 3 → mlops.openGraph(dataset.customers)
features: 1 row → mlops.openGraph(transform.features)
churn: plan: retrain, about 4 min → mlops.plan(model.churn)
churn: last auc 0.8712 → mlops.showRuns(churn)
churn: report → mlops.showReport(churn)
api: live in staging: v3, production: v2 → mlops.openGraph(deploy.api)`);
});

test("of what is not known there is none", () => {
  expect(drawn({})).toBe("");
});
