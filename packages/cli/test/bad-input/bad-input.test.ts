import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { temporaryFolder } from "../small-project.ts";
import { badInputs, specOf, visitsCsv } from "./bad-input-cases.ts";

// Each case is a whole project, applied: the golden file is what its author reads.

test.each(badInputs)("$name", async (bad) => {
  const folder = temporaryFolder({ "main.mlops": specOf(bad), "visits.csv": visitsCsv(bad) });
  const { code, out, err } = await run(folder, ["apply", "--concurrency", "1"]);
  const text = `exit code ${code}\n${stepsTold(out)}\n${err}`;
  expect(out).not.toMatch(/NaN|Infinity|undefined/);
  await expect(text).toMatchFileSnapshot(`golden/${bad.name}.txt`);
});

/** What is told of the steps, without how long they took. The figures are the learners' affair. */
const stepsTold = (out: string): string =>
  out
    .split("\n")
    .filter((line) => /^[✗!]|^- /u.test(line))
    .map((line) => line.replace(/ \d[\d.]* (ms|s)$/, ""))
    .join("\n");
