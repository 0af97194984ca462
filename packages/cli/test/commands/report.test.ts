import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { apply, customersCsv, temporaryFolder, writeFiles } from "../small-project.ts";

test("tells what was applied, with the params of then, whatever is written now", async () => {
  const spec = (share: number): string => `project small {
  seed = 42
}

param data : text = "nowhere"

dataset customers {
  source = csv("{data}/customers.csv")
  expect {
    spend > 5 else drop
  }
}

transform parts {
  from customers
  split test ${share}%
}
`;
  const folder = temporaryFolder({ "main.mlops": spec(20), "lake/customers.csv": customersCsv(100) });
  await apply(folder, "--param", "data=lake");
  writeFiles(folder, { "main.mlops": spec(25), "nowhere/customers.csv": customersCsv(10) });
  expect(await run(folder, ["report", "--out", "report.html"])).toMatchObject({ code: 0 });
  const page = readFileSync(join(folder, "report.html"), "utf8");
  expect(page.includes("lake/customers.csv")).toBe(true);
  // Rows put aside leave the version that which was taken in.
  expect(page.includes("<dt>put aside</dt>")).toBe(true);
  expect(page.includes('<code title="1">1</code>')).toBe(true);
  expect(page.includes("split test 20%")).toBe(true);
  expect(page.includes("split test 25%")).toBe(false);
});
