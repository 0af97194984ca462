import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { customersCsv, customersSpec, temporaryFolder } from "../small-project.ts";

/** A replay of a model that is for customers of the last four years only: those of the replayed day, not of ours. */

let folder: string;

beforeAll(async () => {
  const filtered = customersSpec.replace("filter spend >= 5", "filter signup > today() - 1500d");
  expect(filtered).not.toBe(customersSpec);
  folder = temporaryFolder({
    "main.mlops": filtered,
    "customers.csv": customersCsv(900),
    "live.mlops": liveSpec(await freePort()),
  });
  const { code, err } = await run(folder, ["apply", "--today", "2018-01-01"]);
  expect([code, err]).toEqual([0, ""]);
});

afterAll(async () => {
  await run(folder, ["destroy"]);
});

const liveSpec = (port: number): string => `
target here { platform = process  port = ${port} }
deploy api { model = leaves  through = [here] }
monitor live { watch = api  window = 365d  labels = customers on customer }
`;

test("takes the day on which a row came for `today()`", async () => {
  const period = ["--time", "signup", "--from", "2011-01-01", "--to", "2017-01-01"];
  const { out, err, code } = await run(folder, ["simulate", "live", ...period, "--format", "json"]);
  expect([code, err]).toEqual([0, ""]);
  const rounds = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  // 900 customers over ten years: 90 a year, those of 2011 too, whom the day of taking in bars.
  expect(rounds.reduce((sum, round) => sum + round.requests, 0)).toBe(540);
  expect(rounds.every(({ failed, refused }) => failed === 0 && refused === 0)).toBe(true);
  const full = rounds.flatMap(({ windows }) => windows).filter(({ record }) => record.requests > 60);
  expect(full.length).toBeGreaterThan(3);
  for (const { live } of full) expect(live.labelled).toBe(live.answers);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
}
