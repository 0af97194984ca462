import { readFileSync } from "node:fs";
import { describeChange, drawText, type Step } from "@mlopsc/plan";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../models/compile-source.ts";

const read = (name: string) => readFileSync(new URL(`../cases/planning/${name}.mlops`, import.meta.url), "utf8");
const names = ["churn", "electricity", "blend"] as const;
const placeless = (steps: readonly Step[]) => steps.map(({ place: _place, partPlaces: _parts, ...step }) => step);

describe.each(names)("%s", (name) => {
  const { diagnostics, desired } = compile({ "main.mlops": read(name) });

  test("has no mistake", () => {
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("is drawn from what nobody reads to what is read", async () => {
    await expect(drawText(desired.steps)).toMatchFileSnapshot(`../cases/planning/${name}.graph.txt`);
  });

  test("asks for these steps", async () => {
    const text = `${JSON.stringify({ ...desired, steps: placeless(desired.steps) }, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../cases/planning/${name}.steps.json`);
  });

  test("asks for the same whatever the files, the order of blocks, comments and layout", () => {
    const blocks = read(name).split(/\n\n(?=\S)/);
    const order = fc.shuffledSubarray(blocks, { minLength: blocks.length, maxLength: blocks.length });
    const placed = fc.tuple(
      order,
      fc.array(fc.nat(3), { minLength: blocks.length, maxLength: blocks.length }),
      fc.nat(4),
    );
    fc.assert(
      fc.property(placed, ([shuffled, places, spaces]) => {
        const files: Record<string, string> = {};
        for (const [index, block] of shuffled.entries()) {
          const path = `part${places[index]}.mlops`;
          files[path] = `${files[path] ?? ""}\n# Block ${index}\n${relaid(block, spaces)}\n`;
        }
        const again = compile(files).desired;
        expect(placeless(again.steps)).toEqual(placeless(desired.steps));
      }),
      { numRuns: 40 },
    );
  });
});

/** More space round signs, comments at the end of lines, numbers grouped in another way. */
function relaid(block: string, spaces: number): string {
  const gap = " ".repeat(spaces + 1);
  return block
    .split("\n")
    .map(
      (line) =>
        `${line.replaceAll(/ (==|>=|<|<=|!=|and|in) /g, `${gap}$1${gap}`).replaceAll("1_000", "1000")}${/["#]/.test(line) ? "" : "  # so"}`,
    )
    .join(spaces % 2 === 0 ? "\n" : "\n\n");
}

test("a request carries what features and scope need, and nothing that tells the answer", () => {
  const { desired } = compile({ "main.mlops": read("churn") });
  const model = desired.steps.find((step) => step.address === "model.churn");
  const definition = model?.kind === "train-model" ? model.config.definition : null;
  expect(definition?.input.filter(({ trainingOnly }) => !trainingOnly).map(({ name }) => name)).toEqual([
    "age",
    "segment",
    "spend",
    "last",
  ]);
  expect(definition?.input.filter(({ trainingOnly }) => trainingOnly).map(({ name }) => name)).toEqual(["label"]);
  const marked = definition?.steps.map((step) => `${step.kind}${"trainingOnly" in step ? " (training)" : ""}`);
  expect(marked).toEqual([
    "filter",
    "filter (training)",
    "derive (training)",
    "derive",
    "impute",
    "outliers",
    "derive",
    "scale",
    "select",
  ]);
});

test("what has a mistake is left out, with all that needs it", () => {
  const text = read("electricity").replace("lag load by 48, 336 order at", "lag laod by 48, 336 order at");
  const { desired, diagnostics } = compile({ "main.mlops": text });
  expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
  expect(desired.steps.map(({ address }) => address)).toEqual([
    "dataset.load",
    "dataset.load/expect",
    "transform.days",
    "drift.spring",
  ]);
});

test("a change of a fitted step is told in its own words, for every step that it reaches", () => {
  const text = read("churn");
  const imputing = "impute age, spend, days_since with";
  const before = compile({ "main.mlops": text }).desired.steps;
  const after = compile({ "main.mlops": text.replace(`${imputing} median`, `${imputing} mean`) }).desired.steps;
  const changes = after.map(({ kind, config }, index) => describeChange(kind, before[index]?.config, config));
  expect(changes.filter((phrases) => phrases.length > 0)).toEqual(
    Array.from({ length: 3 }, () => ["`impute age, spend, days_since`: median → mean"]),
  );
});
