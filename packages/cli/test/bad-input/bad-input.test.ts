import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { temporaryFolder } from "../small-project.ts";
import { badInputs, specOf, visitsCsv } from "./bad-input-cases.ts";

// Each case is a whole project, applied: the golden file is what its author reads.

test.each(badInputs)("$name", async (bad) => {
  const folder = temporaryFolder({ "main.mlops": specOf(bad), "visits.csv": visitsCsv(bad) });
  const { code, out, err } = await run(folder, ["apply", "--concurrency", "1"]);
  const text = `exit code ${code}\n${outcome(out)}\n${err}`;
  await expect(text).toMatchFileSnapshot(`golden/${bad.name}.txt`);
});

/** What is told of the steps and the results, without how long it took. */
function outcome(out: string): string {
  const steps = out.split("\n").filter((line) => /^[✗!]|^- /u.test(line));
  const results = /\n(model .*\n.*)$/s.exec(out)?.[1] ?? "";
  return [...steps.map((line) => line.replace(/ \d[\d.]* (ms|s)$/, "")), results].join("\n");
}
