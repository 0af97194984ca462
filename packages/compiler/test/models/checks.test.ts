import { readFileSync } from "node:fs";
import { deployChecks } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { compile } from "./compile-source.ts";

const shared = readFileSync(new URL("../cases/models/shared.tables.mlops", import.meta.url), "utf8");

function checksOf(...lines: readonly string[]) {
  const text = `target here { platform = docker() port = 8080 }\ndeploy api {\n model = fine\n through = [here]\n checks {\n${lines.join("\n")}\n }\n}\n`;
  const { analyses, diagnostics } = compile({ "shared.tables.mlops": shared, "case.mlops": text });
  expect(diagnostics.filter(({ severity, place }) => severity === "error" && place?.file === "case.mlops")).toEqual([]);
  return [...analyses.checks.values()].flat();
}

const compare = (figure: string, operator: string, bound: number, source: string) => ({
  ...{ kind: "compare", terms: [{ figure, coefficient: 1 }], constant: 0 - bound, operator, source },
});

test("each check as plain data, in order, in units of one kind", () => {
  expect(
    checksOf(
      "smoke",
      "parity(sample:   1_000): difference <= 1e-9",
      "load(rate: 600/m, for: 2m): p95 < 20ms and errors < 0.1%",
      "size: image < 150MB",
      'run("node tests/smoke.mjs --all", files: ["tests"], environment: ["B", "A"], timeout: 1m)',
    ),
  ).toEqual([
    { kind: "smoke", source: "smoke", condition: null },
    {
      kind: "parity",
      sample: 1000,
      source: "parity(sample: 1000): difference <= 1e-9",
      condition: compare("difference", "<=", 1e-9, "difference <= 1e-9"),
    },
    {
      kind: "load",
      rate: 10,
      milliseconds: 120_000,
      source: "load(rate: 600/m, for: 2m): p95 < 20ms and errors < 0.1%",
      condition: {
        kind: "all",
        of: [compare("p95", "<", 20, "p95 < 20ms"), compare("errors", "<", 0.001, "errors < 0.1%")],
      },
    },
    { kind: "size", source: "size: image < 150MB", condition: compare("image", "<", 150e6, "image < 150MB") },
    {
      kind: "run",
      line: "node tests/smoke.mjs --all",
      words: ["node", "tests/smoke.mjs", "--all"],
      shell: false,
      files: ["tests", "tests/smoke.mjs"],
      environment: ["A", "B"],
      timeoutMilliseconds: 60_000,
      source: 'run("node tests/smoke.mjs --all", files: ["tests"], environment: ["B", "A"], timeout: 1m)',
      condition: null,
    },
  ]);
});

test("and, or and not keep their places", () => {
  const [check] = checksOf("load(rate: 100/s): not p99 > 50ms or (p95 < p50 + 30ms and errors == 0)");
  const [p99, errors] = [compare("p99", ">", 50, "p99 > 50ms"), compare("errors", "==", 0, "errors == 0")];
  const spread = {
    kind: "compare",
    terms: [
      { figure: "p95", coefficient: 1 },
      { figure: "p50", coefficient: -1 },
    ],
    constant: -30,
    operator: "<",
    source: "p95 < p50 + 30ms",
  };
  expect(check?.condition).toEqual({
    kind: "any",
    of: [
      { kind: "not", of: p99 },
      { kind: "all", of: [spread, errors] },
    ],
  });
});

test("what is not given is what the table says, and every example in it is sound", () => {
  expect(checksOf(...Object.values(deployChecks).map(({ example }) => example)).map(({ kind }) => kind)).toEqual(
    Object.keys(deployChecks),
  );
  const { parity, load, run } = deployChecks;
  const short = ["parity: difference == 0", "load(rate: 1/s): p50 < 1s", 'run("node a.mjs")'];
  const long = [
    `parity(sample: ${parity.parameters["sample"]!.default}): difference == 0`,
    `load(rate: 1/s, for: ${load.parameters["for"]!.default}): p50 < 1s`,
    `run("node a.mjs", timeout: ${run.parameters["timeout"]!.default}, shell: ${run.parameters["shell"]!.default})`,
  ];
  const withoutSource = (lines: readonly string[]) => checksOf(...lines).map((check) => ({ ...check, source: "" }));
  expect(withoutSource(short)).toEqual(withoutSource(long));
});
