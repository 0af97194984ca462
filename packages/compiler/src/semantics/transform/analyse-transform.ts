import { codes } from "@mlopsc/diagnostics";
import { type BrokenSyntax, type Member, type StepSyntax, verbSynonyms, type Word } from "@mlopsc/grammar";
import { steps as stepEntries, stepEntry, type Verb } from "@mlopsc/vocabulary";
import { nearestName } from "../names/nearest-name.ts";
import { reportUnknown } from "../names/report-unknown.ts";
import { nearlyTwoWords } from "../names/two-words.ts";
import type { Declaration, Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import type { TableFacts } from "../table-analysis.ts";
import { type SchemaColumn, unknownSchema } from "../table-schema.ts";
import type { AnalysedStep, TransformAnalysis } from "../transform-analysis.ts";
import { checkStage, verbOf } from "./check-stage.ts";
import { withApart } from "./columns-apart.ts";
import { gatherSteps } from "./gather-steps.ts";
import type { PlacedStep } from "./placed-step.ts";
import { readClauses } from "./read-clauses.ts";
import { setColumn } from "./relate-columns.ts";
import { type StepContext, type TableState, withColumns } from "./step-context.ts";
import { makesNames, stepTable } from "./step-table.ts";

/** What the steps of a transform do to its tables, one after another. */
export function analyseTransform(
  declaration: Declaration,
  program: Program,
  { readTable, isDone }: Tables,
  reporter: Reporter,
): TransformAnalysis {
  const { members } = declaration.block;
  const placed = members.flatMap((member): PlacedStep[] => {
    const verb = member.node === "step" ? verbOf(member.verb.text, verbSynonyms) : null;
    return member.node === "step" && verb !== null ? [{ step: member, verb }] : [];
  });
  const sources = new Set<Declaration>();
  const read = (table: Declaration): TableFacts | null => {
    sources.add(table);
    return readTable(table);
  };
  const walk: Walk = { declaration, program, readTable: read, isDone, reporter, placed };
  checkBeginning(members, placed, walk);
  let state: TableState = { schema: unknownSchema, key: [], timeColumn: null, oneRow: false, lags: new Map() };
  const analysed: (AnalysedStep & { readonly state: TableState })[] = [];
  let complete = placed.length > 0 && placed[0]!.verb === "from";
  for (const member of members) {
    const next = analyseMember(member, state, walk);
    if (next === null) continue;
    complete = complete && next.lowered !== null;
    if (member.node === "step") {
      const { stage } = next;
      analysed.push({
        syntax: member,
        stage,
        before: state.schema,
        after: next.state.schema,
        lowered: next.lowered ?? [],
        state: next.state,
      });
    }
    state = next.state;
  }
  return { ...gatherSteps(declaration, analysed, state), complete, sources: [...sources], ...ending(state) };
}

/** The other tables of the program. */
interface Tables {
  /** Null where it cannot be read: it has a split, or is made from who asks. */
  readonly readTable: (declaration: Declaration) => TableFacts | null;
  /** False of one that is made from who asks. */
  readonly isDone: (declaration: Declaration) => boolean;
}

interface Walk extends Tables {
  readonly declaration: Declaration;
  readonly program: Program;
  readonly reporter: Reporter;
  readonly placed: readonly PlacedStep[];
}

function checkBeginning(members: readonly Member[], placed: readonly PlacedStep[], walk: Walk): void {
  const { declaration, reporter } = walk;
  const { block, name } = declaration;
  if (members.length === 0) {
    // A block that could not be read to its end may have lost its lines.
    if (block.problems.length > 0) return;
    reporter.report(declaration, block.name?.span ?? block.kind.span, codes.emptyTransform, { name });
    return;
  }
  const [first] = placed;
  if (first === undefined || first.verb === "from" || members[0] !== first.step) return;
  reporter.report(declaration, first.step.verb.span, codes.stepBeforeFrom, { verb: first.step.verb.text });
}

interface MemberResult {
  readonly state: TableState;
  readonly stage: AnalysedStep["stage"];
  readonly lowered: AnalysedStep["lowered"] | null;
}

/** The table after one line. Null for a line that is no step. */
function analyseMember(member: Member, state: TableState, walk: Walk): MemberResult | null {
  if (member.node === "broken") {
    const verb = member.head === null ? null : verbOf(member.head.text, verbSynonyms);
    if (member.head !== null && verb === null) return misspelt(member.head, state, walk);
    const after = verb === "derive" ? afterBrokenDerive(member, state, walk.declaration) : afterMistake(verb, state);
    return { state: after, stage: null, lowered: null };
  }
  if (member.node !== "step") return null;
  const at = walk.placed.findIndex(({ step }) => step === member);
  return at < 0 ? misspelt(member.verb, state, walk) : analyseStep(member, walk.placed[at]!.verb, at, state, walk);
}

/** A line that begins with no verb. Where none was meant as far as we see, what the parser said of a broken line is enough. */
function misspelt(head: Word, state: TableState, { declaration, reporter }: Walk): MemberResult {
  const { text, problems } = declaration.block;
  const word = nearlyTwoWords(text, head.span.start, verbs) ?? head;
  const meant = nearestName(word.text, verbs);
  const isBroken = problems.some(({ span }) => span.start >= head.span.start && span.start <= lineEnd(text, head));
  if (meant !== null || !isBroken) reportUnknown(reporter, declaration, word, codes.unknownVerb, verbs, {});
  return { state: afterMistake(meant as Verb | null, state), stage: null, lowered: null };
}

const verbs = Object.keys(stepEntries);

function lineEnd(text: string, { span }: Word): number {
  const end = text.indexOf("\n", span.end);
  return end < 0 ? text.length : end;
}

function analyseStep(step: StepSyntax, verb: Verb, at: number, state: TableState, walk: Walk): MemberResult {
  const { declaration, program, readTable, isDone, reporter, placed } = walk;
  const entry = stepEntry(verb);
  const before = reporter.errors();
  const right = checkStage(placed[at]!, at, placed, declaration, reporter);
  if (verb === "from" && at > 0) return { state, stage: entry.stage, lowered: null };
  const split = placed.findIndex((other) => other.verb === "split test");
  const clauses = readClauses(step, entry, { declaration, reporter });
  const belowSplit = split >= 0 && at > split;
  const { schema } = state;
  const context: StepContext = {
    program,
    declaration,
    reporter,
    schema,
    step,
    entry,
    clauses,
    state,
    readTable,
    isDone,
    belowSplit,
  };
  const result = stepTable[verb](context);
  const wrong = reporter.errors() > before && result.lowered === null;
  const after =
    wrong || (result.lowered === null && verb !== "derive") ? afterMistake(verb, result.state) : result.state;
  const lowered = right && clauses.complete ? result.lowered : null;
  const ended = verb === "derive" ? result.state : after;
  const told = withApart(schema, ended.schema, step, entry.stage === "fitted");
  return { state: { ...ended, schema: told }, stage: entry.stage, lowered };
}

/** The names left of `=` are there, whatever they are; no others are. */
function afterBrokenDerive({ text, span }: BrokenSyntax, state: TableState, declaration: Declaration): TableState {
  const origin = { declaration, span };
  const names = [...text.matchAll(/(?:derive|,)\s+(?:`([^`\n]+)`|([\p{L}_][\p{L}\p{N}_]*))\s*=(?!=)/gu)];
  if (names.length === 0) return afterMistake("derive", state);
  const columns = names.reduce<readonly SchemaColumn[]>((all, [, quoted, plain]) => {
    const name = quoted ?? plain ?? "";
    return setColumn(all, { name, type: null, origin, naming: { name, declaration, span: null } });
  }, state.schema.columns);
  return withColumns(state, columns);
}

/** Later steps may name what a right step would have made: they are then taken as they are, without an echo. */
function afterMistake(verb: Verb | null, state: TableState): TableState {
  if (verb !== null && !makesNames.has(verb)) return state;
  return { ...state, schema: { ...state.schema, known: false } };
}

function ending({
  schema,
  key,
  timeColumn,
  lags,
}: TableState): Pick<TransformAnalysis, "output" | "key" | "timeColumn" | "lags" | "personal"> {
  const personal = [
    ...schema.columns.filter(({ type }) => type?.pii).map(({ name }) => name),
    ...schema.families.filter(({ type }) => type.pii).map(({ prefix }) => prefix),
  ];
  return { output: schema, key, timeColumn, lags, personal: new Set(personal) };
}
