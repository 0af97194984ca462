import { describe, expect, it } from "vitest";
import { offeredAt } from "./offered.ts";
import { shop } from "./shop.ts";

const labelsAt = async (text: string, typed: string): Promise<readonly string[]> =>
  (await offeredAt({ "main.mlops": text, "shop.mlops": shop }, { typed })).labels.slice(0, 2);

describe("a list that opens by itself", () => {
  it("opens where something must follow", async () => {
    expect(await labelsAt("transform t {\n  from <|>\n}", " ")).toEqual(["customers", "purchases"]);
    expect(await labelsAt("transform t {\n  from customers\n  impute age <|>\n}", " ")).toEqual(["with"]);
    expect(await labelsAt("alert a {\n  when = drift.<|>\n}", ".")).toEqual(["auc", "share"]);
    expect(await labelsAt("alert a {\n  severity =<|>\n}", "=")).toEqual(["warning", "info"]);
  });

  it("does not stand in the way of what is typed next", async () => {
    expect(await labelsAt("model m {\n  <|>\n}", " ")).toEqual([]);
    expect(await labelsAt("transform t {\n  from customers <|>\n}", " ")).toEqual([]);
    expect(await labelsAt("model m {<|>\n}", "{")).toEqual([]);
    expect(await labelsAt('dataset d {\n  source = csv("a.csv"<|>)\n}', '"')).toEqual([]);
  });
});

describe("names that are new", () => {
  it("are those that others speak of and nobody has written", async () => {
    const text = "model m {\n  from = features\n  search = looking\n}\n\nsearch <|>\n";
    const { labels, chosen } = await offeredAt({ "main.mlops": text, "shop.mlops": shop });
    expect(labels).toEqual(["looking", "name"]);
    expect(chosen("looking")).toContain("search looking {\n  strategy = \n  optimise = \n}");
  });
});

describe("paths", () => {
  const files = ["data/a.csv", "data/b.parquet", "data/old/c.csv", ".hidden", "train.py"];

  it("are looked up in the folder that is written, parameters filled in", async () => {
    const { labels, chosen } = await offeredAt(
      { "main.mlops": 'dataset d {\n  source = csv("{data}/a<|>.x")\n}', "shop.mlops": shop },
      { files },
    );
    expect(labels.slice(0, 3)).toEqual(["a.csv", "old/", "{data}"]);
    expect(chosen("a.csv")).toContain('csv("{data}/a.csv")');
  });

  it("are words of a command line", async () => {
    const text = 'model m {\n  algorithm = command("python tr<|>", timeout: 1m)\n}';
    const { labels, chosen } = await offeredAt({ "main.mlops": text }, { files });
    expect(labels).toContain("train.py");
    expect(chosen("train.py")).toContain('command("python train.py", timeout: 1m)');
  });

  it("are not looked up where a parameter has no value", async () => {
    const text = 'param data : text\ndataset d {\n  source = csv("{data}/<|>")\n}';
    const { labels } = await offeredAt({ "main.mlops": text }, { files });
    expect(labels).toEqual(["{data}"]);
  });
});
