import type { Compilation, TransformAnalysis } from "@mlopsc/compiler";
import { expect, test } from "vitest";
import type { Offer } from "../../src/refactoring/refactoring.ts";
import { refactorings } from "../../src/refactoring/refactorings.ts";
import type { Project } from "../../src/workspace/project.ts";
import { type Snapshot, snapshotOf } from "../../src/workspace/snapshot.ts";
import { complaints, editedProject } from "../edited-project.ts";
import { openFolder, specFolders } from "../example-projects.ts";

interface Taken {
  readonly project: Project;
  readonly offer: Offer;
}

/** Every offer of a refactoring in every real spec: at the start of each block, and over each of its members. */
function everyOffer(name: string): readonly Taken[] {
  const { offers } = refactorings.find((each) => each.name === name)!;
  return specFolders().flatMap((folder) => {
    const project = openFolder(folder);
    return project.paths().flatMap((path) => {
      const snapshot = snapshotOf(project, path)!;
      return placesIn(snapshot).flatMap((range) => offers(snapshot, range).map((offer) => ({ project, offer })));
    });
  });
}

const placesIn = ({ syntax }: Snapshot): readonly { start: number; end: number }[] =>
  syntax.blocks.flatMap(({ block, offset }) => [
    { start: offset + block.kind.span.start, end: offset + block.kind.span.start },
    ...block.members.map(({ span }) => ({ start: offset + span.start, end: offset + span.end })),
  ]);

test.each(["sort-attributes", "sort-blocks"])("%s leaves the same diagnostics and the same plan", (name) => {
  const taken = everyOffer(name);
  expect(taken.length).toBeGreaterThan(0);
  for (const { project, offer } of taken) {
    const after = editedProject(project, offer.edits()).compilation();
    const before = project.compilation();
    expect(complaints(after)).toEqual(complaints(before));
    expect(digests(after)).toEqual(digests(before));
  }
});

const digests = ({ desired }: Compilation): unknown =>
  desired === null ? null : desired.steps.map((step) => JSON.stringify(step)).sort();

test("what is extracted is all that was there, and inlining it gives the text back", () => {
  const taken = everyOffer("extract-transform");
  expect(taken.length).toBeGreaterThan(5);
  let most = 0;
  for (const { project, offer } of taken) {
    const after = editedProject(project, offer.edits());
    expect(complaints(after.compilation())).toEqual(complaints(project.compilation()));
    // Where two are made, the one that reads the other is named first.
    const parts = [...offer.title.matchAll(/`([^`]*)`/g)].map(([, name]) => analysisOf(after, name!)).reverse();
    const extracted = parts.at(-1)!;
    most = Math.max(most, parts.length);
    const reader = [...after.compilation().analyses.transforms.values()].find(({ sources }) =>
      sources.includes(extracted.declaration),
    )!;
    const before = analysisOf(project, reader.declaration.name);
    const steps = [...parts, reader].flatMap(({ dataSteps }, at) => (at === 0 ? dataSteps : dataSteps.slice(1)));
    expect(steps).toEqual(before.dataSteps);
    expect(meaningOf(reader)).toEqual(meaningOf(before));
    const inlined = parts.reduce(
      (text, { declaration }) => inlinedAgain(text, analysisOf(text, declaration.name)),
      after,
    );
    for (const path of project.paths()) {
      expect(inlined.document(path)!.getText()).toBe(project.document(path)!.getText());
    }
  }
  expect(most).toBe(2);
});

test("what is inlined is done by the one that read it", () => {
  const taken = everyOffer("inline-transform");
  expect(taken.length).toBeGreaterThan(0);
  for (const { project, offer } of taken) {
    const after = editedProject(project, offer.edits());
    expect(complaints(after.compilation())).toEqual(complaints(project.compilation()));
    const reader = analysisOf(after, /`(.*)`/.exec(offer.title)![1]!);
    expect(meaningOf(reader)).toEqual(meaningOf(analysisOf(project, reader.declaration.name)));
  }
});

test("a split that was moved stands where it may", () => {
  const taken = everyOffer("move-split");
  expect(taken.length).toBeGreaterThan(3);
  for (const { project, offer } of taken) {
    const after = editedProject(project, offer.edits());
    expect(ofTransforms(after)).toEqual(ofTransforms(project));
  }
});

/** Models may have something to say: of an ensemble whose members learn from other rows now. */
const ofTransforms = (project: Project): readonly string[] =>
  complaints(project.compilation()).filter((text) => /^ML(1|2|3[0-4])/.test(text));

const analysisOf = (project: Project, name: string): TransformAnalysis => {
  const { program, analyses } = project.compilation();
  return analyses.transforms.get(program.byKind.transform.get(name)!)!;
};

/** What is done to the rows behind the last relational step, and what comes out. */
const meaningOf = ({
  rowSteps,
  split,
  pipelineSteps,
  requestColumns,
  key,
  timeColumn,
  output,
}: TransformAnalysis): unknown => ({
  rowSteps,
  split,
  pipelineSteps,
  requestColumns,
  key,
  timeColumn,
  output: output.columns.map(({ name, type }) => ({ name, type })),
});

function inlinedAgain(project: Project, { declaration }: TransformAnalysis): Project {
  const snapshot = snapshotOf(project, declaration.file)!;
  const at = declaration.offset + declaration.block.kind.span.start;
  const [offer] = refactorings
    .find(({ name }) => name === "inline-transform")!
    .offers(snapshot, { start: at, end: at });
  return editedProject(project, offer!.edits());
}
