import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, renderText } from "@mlopsc/diagnostics";
import { compareRevisions, type Difference } from "@mlopsc/plan";
import { exitCode, UsageError } from "../exit-code.ts";
import { projectOption } from "../project/open-state.ts";
import { modelMetrics, registryFacts } from "../review/registry-facts.ts";
import { type Review, reviewedSide } from "../review/review.ts";
import { reviewJson } from "../review/review-json.ts";
import { reviewMarkdown } from "../review/review-markdown.ts";
import { reviewText } from "../review/review-text.ts";
import { compileSide } from "../revisions/compile-side.ts";
import { fileFingerprints } from "../revisions/file-fingerprints.ts";
import { sidesOf } from "../revisions/side.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";
import { formatOption } from "./format-option.ts";

export const diff: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "markdown", "json"]);
  const refused = failOnOption(options);
  const [from, to] = [textOption(options, "from"), textOption(options, "to")];
  const words = [textOperand(operands, 0), textOperand(operands, 1)].filter((word) => word !== undefined);
  const nearest = (): string => projectOrPlace(terminal, options);
  const sides = await sidesOf({ operands: words, from, to }, nearest, terminal.folder);
  const project = sides.head.kind === "folder" ? sides.head.folder : nearest();
  const [base, head] = [
    await compileSide(sides.base, project, options),
    await compileSide(sides.head, project, options),
  ];
  const facts = await registryFacts(project, base.outline, head.outline);
  const fingerprints = await fileFingerprints(base, head);
  const difference = compareRevisions(
    { outline: base.outline, fingerprints: fingerprints.base },
    { outline: head.outline, fingerprints: fingerprints.head },
    facts.history,
  );
  const metrics = modelMetrics(difference, facts, head.outline);
  const review: Review = { base: reviewedSide(base), head: reviewedSide(head), difference, metrics };
  showNotes([...base.notes, ...head.notes], terminal);
  if (format === "json") terminal.out(reviewJson(review));
  else terminal.out(format === "markdown" ? reviewMarkdown(review) : reviewText(review, terminal));
  if (head.hasErrors || refused(difference)) return exitCode.failure;
  return options["detailedExitcode"] === true && !difference.same ? exitCode.usage : exitCode.success;
};

/** The project; or where it would lie, which a revision of before may know. */
function projectOrPlace(terminal: Terminal, options: Options): string {
  const given = textOption(options, "project");
  const place = given === undefined ? undefined : resolve(terminal.folder, given);
  return place === undefined || existsSync(place) ? projectOption(terminal, options) : place;
}

const failures = {
  risk: ({ risks }: Difference) => risks.length > 0,
  change: ({ same }: Difference) => !same,
};

/** What `--fail-on` refuses; nothing when it was not given. */
function failOnOption(options: Options): (difference: Difference) => boolean {
  const given = textOption(options, "failOn");
  if (given === undefined) return () => false;
  if (given === "risk" || given === "change") return failures[given];
  throw new UsageError(`--fail-on wants risk or change, not "${given}".`);
}

function showNotes(notes: readonly Diagnostic[], { err, colours }: Terminal): void {
  if (notes.length > 0) err(`${renderText(notes, new Map(), { colour: colours.isColorSupported })}\n`);
}
