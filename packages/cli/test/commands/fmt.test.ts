import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { temporaryFolder } from "../small-project.ts";

const untidy = 'project   p { seed=42 }\n\n\n\nparam data:text="."\n';
const tidy = "project p {\n  seed = 42\n}\n";

test("writes the files that change, keeps their mode, and lists them", async () => {
  const folder = temporaryFolder({ "a.mlops": untidy, "sub/b.mlops": "# only a comment\n" });
  chmodSync(join(folder, "a.mlops"), 0o640);
  const untouched = statSync(join(folder, "sub/b.mlops")).mtimeMs;
  const check = await run(folder, ["fmt", "--check"]);
  expect(check).toMatchObject({ code: 1, out: "a.mlops\n" });
  expect(check.err).toContain("1 file would change.");
  expect(readFileSync(join(folder, "a.mlops"), "utf8")).toBe(untidy);
  expect(await run(folder, ["fmt"])).toMatchObject({ code: 0, out: "a.mlops\n" });
  expect(statSync(join(folder, "a.mlops")).mode & 0o777).toBe(0o640);
  expect(statSync(join(folder, "sub/b.mlops")).mtimeMs).toBe(untouched);
  expect(await run(folder, ["fmt", "--check"])).toMatchObject({ code: 0, out: "" });
  expect(readdirSync(folder).sort()).toEqual(["a.mlops", "sub"]);
});

test("keeps lines that cannot be read, and says where they are", async () => {
  const folder = temporaryFolder({ "a.mlops": 'project p {\n  seed = = 42\n    description="x"\n}\n' });
  const { code, err } = await run(folder, ["fmt"]);
  expect(code).toBe(1);
  expect(err).toContain("--> a.mlops:2:");
  const text = readFileSync(join(folder, "a.mlops"), "utf8");
  expect(text).toContain("  seed = = 42\n");
  expect(text).toContain('  description = "x"\n');
});

test("formats one file when it is named", async () => {
  const folder = temporaryFolder({ "a.mlops": untidy, "b.mlops": 'dataset  d { source=csv("d.csv") }\n' });
  expect(await run(folder, ["fmt", "b.mlops"])).toMatchObject({ code: 0, out: "b.mlops\n" });
  expect(readFileSync(join(folder, "a.mlops"), "utf8")).toBe(untidy);
});

test("writes the schemas that are not there yet, and keeps what is", async () => {
  const folder = temporaryFolder({
    "p.mlops": tidy,
    "data.mlops": [
      "## One.",
      'dataset one { source = csv("one.csv") }',
      "",
      "dataset two {",
      '  source = csv("two.csv")  # of the till',
      "",
      "  # What must hold.",
      "  expect {",
      "    rows >= 1",
      "  }",
      "}",
      "",
      "dataset three {",
      '  source = csv("two.csv")',
      "  schema {",
      "    y  text",
      "  }",
      "}",
      "",
    ].join("\n"),
    "one.csv": "Total (€),note\n1.5,a\n,b\n",
    "two.csv": "x,y\n1,a\n2,b\n",
  });
  const { code, out } = await run(folder, ["fmt", "--infer"]);
  expect({ code, out }).toEqual({ code: 0, out: "data.mlops\n" });
  expect(readFileSync(join(folder, "data.mlops"), "utf8")).toBe(
    [
      "## One.",
      "dataset one {",
      '  source = csv("one.csv")',
      "  schema {",
      "    `Total (€)`  number?",
      "    note         text",
      "  }",
      "}",
      "",
      "dataset two {",
      '  source = csv("two.csv")  # of the till',
      "  schema {",
      "    x  int",
      "    y  text",
      "  }",
      "",
      "  # What must hold.",
      "  expect {",
      "    rows >= 1",
      "  }",
      "}",
      "",
      "dataset three {",
      '  source = csv("two.csv")',
      "  schema {",
      "    y  text",
      "  }",
      "}",
      "",
    ].join("\n"),
  );
  expect(await run(folder, ["fmt", "--infer", "--check"])).toMatchObject({ code: 0, out: "" });
  expect(await run(folder, ["check"])).toMatchObject({ code: 0 });
});

test("says which data cannot be read, and formats the rest", async () => {
  const folder = temporaryFolder({ "a.mlops": `${untidy}dataset d { source=csv("none.csv") }\n` });
  const { code, out, err } = await run(folder, ["fmt", "--infer"]);
  expect({ code, out }).toEqual({ code: 1, out: "a.mlops\n" });
  expect(err).toContain("ML5101");
  expect(err).toContain("a.mlops:6:9");
  writeFileSync(join(folder, "none.csv"), "x\n1\n");
  expect((await run(folder, ["fmt", "--infer"])).code).toBe(0);
  expect(readFileSync(join(folder, "a.mlops"), "utf8")).toContain("  schema {\n    x  int\n  }\n");
});

test("a file with CRLF throughout keeps its line ends", async () => {
  const folder = temporaryFolder({
    "a.mlops": "project x {\r\n  seed = 1\r\n}\r\n",
    "b.mlops": 'param data:text="d"\r\n',
  });
  const path = join(folder, "b.mlops");
  expect((await run(folder, ["fmt", "--check"])).out).toBe("b.mlops\n");
  await run(folder, ["fmt"]);
  expect(readFileSync(path, "utf8")).toBe('param data : text = "d"\r\n');
  expect((await run(folder, ["fmt", "--check"])).code).toBe(0);
});
