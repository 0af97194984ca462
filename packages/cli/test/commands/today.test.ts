import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { temporaryFolder } from "../small-project.ts";

/** `--today` takes the data in anew as of a day, and that day stays what `today()` means. */

const spec = `project past {}
dataset sales {
  source = csv("sales.csv")
  schema {
    day   date
    sold  int
  }
}
transform known {
  from sales
  filter day < today()
  sort day
}
`;
const sales = "day,sold\n2020-01-01,1\n2020-02-01,2\n2020-03-01,3\n";

const known = async (folder: string): Promise<number> => {
  const { out } = await run(folder, ["show", "transform.known"]);
  return (JSON.parse(out) as { rows: number }).rows;
};

test("today() is the day that was asked for, also at the next apply", async () => {
  const folder = temporaryFolder({ "main.mlops": spec, "sales.csv": sales });
  await run(folder, ["apply", "--today", "2020-02-15"]);
  expect(await known(folder)).toBe(2);
  expect((await run(folder, ["plan"])).out).toMatch(/^No changes\./);
  const later = await run(folder, ["plan", "--today", "2020-03-15"]);
  expect(later.out).toContain("because `sales.csv` is taken in anew, as of 2020-03-15");
  await run(folder, ["apply", "--today", "2020-03-15"]);
  expect(await known(folder)).toBe(3);
});

test("files that change are taken in as of the day on which they are seen", async () => {
  const folder = temporaryFolder({ "main.mlops": spec, "sales.csv": sales });
  await run(folder, ["apply", "--today", "2020-02-15"]);
  const { writeFileSync } = await import("node:fs");
  writeFileSync(`${folder}/sales.csv`, `${sales}2020-03-02,4\n`);
  const { out } = await run(folder, ["plan"]);
  expect(out).toContain("because `sales.csv` changed");
  await run(folder, ["apply"]);
  expect(await known(folder)).toBe(4);
});

test("a day is written as one", async () => {
  const folder = temporaryFolder({ "main.mlops": spec, "sales.csv": sales });
  for (const day of ["tomorrow", "2020-13-01", "01/02/2020"]) {
    const { code, err } = await run(folder, ["apply", "--today", day]);
    expect([code, err]).toEqual([2, expect.stringContaining("--today wants a day like 2026-01-31")]);
  }
});
