import { expect, test } from "vitest";
import { compileProject } from "../../src/index.ts";

const compile = (text: string) =>
  compileProject({ files: [{ path: "a.mlops", text }], parameters: {}, inferred: new Map() });

const dataset = 'project p {}\ndataset d {\n  source = csv("a.csv")\n  schema {\n    a int\n  }\n}\n';

test("a chain of 3000 transforms, the last one first, is followed to its dataset", () => {
  const chain = Array.from({ length: 3000 }, (_, at) => `transform t${at} { from ${at < 2999 ? `t${at + 1}` : "d"} }`);
  const { diagnostics, analyses, program } = compile(dataset + chain.join("\n"));
  expect(diagnostics).toEqual([]);
  expect(analyses.transforms.get(program.byKind.transform.get("t0")!)?.output.columns.map(({ name }) => name)).toEqual([
    "a",
  ]);
});

test("names of JavaScript's own are names like others", () => {
  const text = `${dataset}transform t {
  from d
  derive constructor = a, __proto__ = constructor + 1
  derive x = toString(a)
  hasOwnProperty a
}
transform constructor {
  from t valueOf a
}
toString x { constructor = 3 }
search s { strategy = constructor optimise = auc valueOf = 2 __proto__ { a } }
`;
  const { diagnostics } = compile(text);
  const found = diagnostics.map(({ code }) => code);
  for (const code of ["ML2001", "ML2002", "ML2004", "ML2006", "ML2008"]) expect(found).toContain(code);
});
