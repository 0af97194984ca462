import { seededRandom } from "@mlopsc/learn";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { temporaryFolder } from "../small-project.ts";

/** Two years of days: a week that repeats, and a level that falls. */
function loadCsv(): string {
  const random = seededRandom(5, "load");
  const lines = Array.from({ length: 730 }, (_, day) => {
    const at = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
    const load = 100 - day / 100 + 10 * Math.sin((2 * Math.PI * day) / 7) + random.normal();
    return `${at},${load.toFixed(3)},${(0.1 + day / 10).toFixed(2)}`;
  });
  return `at,load,recency\n${lines.join("\n")}\n`;
}

const model = (name: string, weights: string): string => `
model ${name} {
  from      = history
  predict   = load
  ${weights}
  features  = [weekday, load_lag_7d]
  algorithm = gradient_boosting(trees: 20)
  horizon   = 1d
  baseline  = seasonal_naive(period: 7d)
  metrics   = [rmse]
  gate { rmse < 10 * baseline.rmse }
}
`;

const spec = `
project small { seed = 42 }
dataset loads {
  source = csv("load.csv")
  key    = at
  schema {
    at      date
    load    number
    recency number
  }
}
transform history {
  from loads
  lag load by 7d order at
  filter load_lag_7d != none
  derive weekday = weekday(at)
  split test 20% by time at
}
${model("weighed", "weights = recency")}${model("plain", "")}`;

test("a baseline that cannot be weighed is judged as it is, on the rows of the model that is weighed", async () => {
  const folder = temporaryFolder({ "main.mlops": spec, "load.csv": loadCsv() });
  const { out, err, code } = await run(folder, ["apply"]);
  expect([code, err, out]).toEqual([0, expect.not.stringContaining("error"), expect.any(String)]);
  const shown = async (name: string) => JSON.parse((await run(folder, ["show", `model.${name}/evaluate`])).out);
  const [weighed, plain] = [await shown("weighed"), await shown("plain")];
  expect(weighed.baseline.rmse).toBeGreaterThan(0);
  expect(weighed.baseline).toEqual(plain.baseline);
  expect(weighed.test.rmse).not.toBe(plain.test.rmse);
});
