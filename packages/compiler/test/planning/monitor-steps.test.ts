import { expect, test } from "vitest";
import { monitorSteps } from "../../src/planning/monitor-steps.ts";
import { compile } from "../models/compile-source.ts";

const around = `
project churn { seed = 1 }
dataset customers {
  source = csv("customers.csv")
  key    = id
  schema {
    id      id
    age     int
    churned bool
  }
}
transform parted {
  from customers
  split test 20%
}
model churn { from = parted  predict = churned  algorithm = gradient_boosting  metrics = [auc] }
target staging { platform = process  port = 8081 }
deploy api { model = churn  through = [staging] }
`;

test.each([
  ["window = 1d", { windowMilliseconds: 86_400_000 }],
  ["window = requests(1000)", { windowMilliseconds: 3_600_000, windowRequests: 1000 }],
  ["", { windowMilliseconds: 3_600_000 }],
])("a monitor with %s", (line, wanted) => {
  const { diagnostics, program, analyses } = compile({
    "main.mlops": `${around}monitor live { watch = api  ${line} }\n`,
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [step] = monitorSteps(program.byKind.monitor.get("live")!, program, analyses);
  expect(step).toMatchObject({ kind: "register-monitor", config: wanted });
  expect("windowRequests" in step!.config).toBe("windowRequests" in wanted);
});
