import { readdirSync, readFileSync } from "node:fs";
import { codes } from "@mlopsc/diagnostics";
import { expect, test } from "vitest";
import {
  type Compilation,
  type Compiler,
  compileProject,
  createCompiler,
  type Target,
  type TransformAnalysis,
} from "../../src/index.ts";
import { type File, randomEdit } from "./random-edits.ts";

const specsIn = (folder: URL): readonly File[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".mlops"))
    .sort()
    .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));

/** Projects without a mistake. */
const examples = ["telco", "electricity"].map((name) =>
  specsIn(new URL(`../../../../examples/${name}/`, import.meta.url)),
);
/** Specs that make every mistake there is, two to a project; those that are not too long. */
const made = specsIn(new URL("../cases/", import.meta.url)).filter(({ text }) => text.length < 2000);
const cases = Array.from({ length: Math.ceil(made.length / 2) }, (_, at) => made.slice(at * 2, at * 2 + 2));
const rounds = Number(process.env["MLOPSC_ROUNDS"] ?? 1);

test("after any of 10 000 edits the result is that of a run from scratch", () => {
  const counts = { edits: 0, withErrors: 0, right: 0 };
  const follow = (right: readonly File[], edits: number, seed: number): void => {
    const chance = seeded(seed);
    const compiler = createCompiler();
    let files = right;
    for (let edit = 0; edit < edits; edit++) {
      const before = files;
      files = tame(randomEdit(files, chance, right), right);
      const input = { files, parameters: {}, inferred: new Map() };
      const [again, fresh] = [compiler.compile(input), compileProject(input)];
      const where = (): string => `seed ${seed}, edit ${edit}\n${changed(before, files)}`;
      // Text is quick to compare, and rarely differs.
      const same = JSON.stringify(again.diagnostics) === JSON.stringify(fresh.diagnostics);
      if (!same) expect(again.diagnostics, where()).toEqual(fresh.diagnostics);
      if (edit % 50 === 0) expect(factsOf(again), where()).toEqual(factsOf(fresh));
      counts.edits += 1;
      if (fresh.diagnostics.some(({ severity }) => severity === "error")) counts.withErrors += 1;
      else counts.right += 1;
    }
  };
  for (const [index, files] of examples.entries()) follow(files, 1500 * rounds, index);
  expect(cases.length).toBeGreaterThan(12);
  for (const [index, files] of cases.entries()) follow(files, Math.ceil((7000 * rounds) / cases.length), 100 + index);
  expect(counts.edits).toBeGreaterThanOrEqual(10_000 * rounds);
  expect(counts.withErrors).toBeGreaterThan(5000 * rounds);
  expect(counts.right).toBeGreaterThan(500 * rounds);
}, 240_000);

const spec = `project p { seed = 1 }

dataset one {
  source = csv("one.csv")
  schema {
    id int
    size number
  }
  key = id
}

dataset two {
  source = csv("two.csv")
  schema {
    id int
    size number
  }
  key = id
}

transform first {
  from one
  sample 50%
}

transform second {
  from two
  filter size > 1
}

drift same {
  reference = first
  current = second
}
`;
const compileText = (compiler: Compiler, text: string): Compilation =>
  compiler.compile({ files: [{ path: "a.mlops", text }], parameters: {}, inferred: new Map() });
const transformOf = ({ program, analyses }: Compilation, name: string): TransformAnalysis | undefined =>
  analyses.transforms.get(program.byKind.transform.get(name)!);

test("a change is followed to what depends on it, and no further", () => {
  const compiler = createCompiler();
  const before = compileText(compiler, spec);
  expect(before.diagnostics).toEqual([]);
  const after = compileText(
    compiler,
    spec.replace("size number\n  }\n  key = id\n}\n\ntransform", "size int\n  }\n  key = id\n}\n\ntransform"),
  );
  // The drift compares a column that is an int on one side now.
  expect(after.diagnostics.map(({ code }) => code)).toEqual([codes.driftKinds.code]);
  expect(transformOf(after, "first")).toBe(transformOf(before, "first"));
  expect(transformOf(after, "second")).not.toBe(transformOf(before, "second"));
  const column = transformOf(after, "second")?.output.columns.find(({ name }) => name === "size");
  expect(column?.type?.kind).toBe("int");
});

test("what is written in a dataset beside its columns concerns nobody else", () => {
  const compiler = createCompiler();
  const before = compileText(compiler, spec);
  const text = spec.replace('csv("two.csv")\n', 'csv("number two.csv")\n  expect { rows > 1 }\n');
  const after = compileText(compiler, text);
  expect(after.diagnostics).toEqual([]);
  expect(transformOf(after, "second")).toBe(transformOf(before, "second"));
  const { name, naming } = transformOf(after, "second")!.output.columns[1]!;
  const { declaration, span } = naming;
  expect([name, declaration.offset + span!.start]).toEqual(["size", text.indexOf("size", text.indexOf("dataset two"))]);
  expect([...after.analyses.datasets.values()][1]?.source).toMatchObject({ path: "number two.csv" });
});

test("who tells where a column is made tells it anew where its line has moved in its block", () => {
  const compiler = createCompiler();
  const joined = spec.replace("filter size > 1", "join one on id");
  const placed = (text: string): unknown =>
    compileText(compiler, text).diagnostics[0]?.related?.map(({ place }) => place);
  expect(placed(joined)).toHaveLength(2);
  const moved = joined.replace("two.csv", "number two.csv");
  const fresh = compileProject({ files: [{ path: "a.mlops", text: moved }], parameters: {}, inferred: new Map() });
  expect(placed(moved)).toEqual(fresh.diagnostics[0]?.related?.map(({ place }) => place));
});

test("what stands below an edit only moves, with what is said of it", () => {
  const compiler = createCompiler();
  const wrong = spec.replace("size > 1", "sise > 1");
  const before = compileText(compiler, wrong);
  const after = compileText(compiler, `# A note.\n\n${wrong}`);
  expect(before.diagnostics).toHaveLength(1);
  expect(after.diagnostics[0]?.place?.span.start).toBe(before.diagnostics[0]!.place!.span.start + 11);
  expect(after.diagnostics[0]?.fixes[0]?.edits[0]?.span).toEqual(after.diagnostics[0]?.place?.span);
  expect([...after.analyses.transforms.values()]).toEqual([...before.analyses.transforms.values()]);
  for (const [declaration, analysis] of after.analyses.transforms) {
    expect(before.analyses.transforms.get(declaration)).toBe(analysis);
  }
});

test("blocks stand where the text has them, though the text was mended in between", () => {
  const compiler = createCompiler();
  for (const text of [spec, spec.replace("dataset one", "datset one"), spec.replaceAll("dataset", "datast")]) {
    const { program } = compileText(compiler, text);
    const places = program.declarations.map(({ kind, name, offset }) => [`${kind} ${name}`, offset]);
    expect(places).toEqual(places.map(([head]) => [head, text.indexOf(String(head))]));
  }
});

test("the seed is read where something is drawn, and the description nowhere", () => {
  const compiler = createCompiler();
  const before = compileText(compiler, spec);
  const described = compileText(compiler, spec.replace("seed = 1", 'seed = 1, description = "A test."'));
  const seeded = compileText(compiler, spec.replace("seed = 1", "seed = 2"));
  expect(transformOf(described, "first")).toBe(transformOf(before, "first"));
  expect(transformOf(seeded, "first")?.dataSteps).toContainEqual(expect.objectContaining({ kind: "sample", seed: 2 }));
  expect(transformOf(seeded, "second")).toBe(transformOf(before, "second"));
});

test("the same columns found in the data again change nothing", () => {
  const compiler = createCompiler();
  const text = 'project p {}\n\ndataset d {\n  source = csv("d.csv")\n}\n\ntransform t {\n  from d\n}\n';
  const compile = (kind: "int" | "text"): Compilation => {
    const inferred = new Map([["d", [{ name: "x", type: { kind, nullable: false } }]]]);
    return compiler.compile({ files: [{ path: "a.mlops", text }], parameters: {}, inferred });
  };
  const before = compile("int");
  expect(transformOf(compile("int"), "t")).toBe(transformOf(before, "t"));
  expect(transformOf(compile("text"), "t")?.output.columns[0]?.type?.kind).toBe("text");
});

test("a plan is made when it is asked for, and once", () => {
  const compilation = compileText(createCompiler(), spec);
  expect(compilation.desired?.steps.length).toBeGreaterThan(3);
  expect(compilation.desired).toBe(compilation.desired);
  expect({ ...compilation }.desired).toBe(compilation.desired);
});

/** Text that has grown far beyond what it was is taken back: the test is of many edits, not of long texts. */
const tame = (files: readonly File[], right: readonly File[]): readonly File[] =>
  files.map((file) => {
    const original = right.find(({ path }) => path === file.path)!;
    return file.text.length > 2 * original.text.length + 500 ? original : file;
  });

/** What is planned, the columns of every table at every step, and what names stand for. */
function factsOf({ desired, analyses, program, resolutions }: Compilation): unknown {
  const columns = [...analyses.transforms.values()].map(({ declaration, steps, output }) => ({
    address: declaration.address,
    offset: declaration.offset,
    columns: [...steps.map(({ after }) => after), output],
  }));
  const datasets = [...analyses.datasets.values()].map(({ schema, expectations }) => ({ schema, expectations }));
  const names = resolutions.flat().map(({ where, span, target }) => {
    return { from: [where.file, where.offset + span.start], to: placesOf(target) };
  });
  return { desired, columns, datasets, names, places: program.declarations.map(({ file, offset }) => [file, offset]) };
}

/** Where a thing gets its name. */
function placesOf(target: Target): unknown {
  if (target.kind === "same name") return target.pairs.map((pair) => pair.map(({ name }) => name));
  const { declaration, span } = target.kind === "column" ? target.name : { span: null, ...target };
  return [target.kind, declaration.file, declaration.offset + (span?.start ?? 0)];
}

const changed = (before: readonly File[], after: readonly File[]): string =>
  after
    .filter((file, index) => file.text !== before[index]?.text)
    .map(({ path, text }) => `${path}:\n${text}`)
    .join("\n");

/** A small generator of chances (mulberry32), the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
