import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { JsonRecord } from "@mlopsc/learn";
import { requestColumns } from "@mlopsc/serve";
import { conditionHolds, type ParityCheck } from "@mlopsc/vocabulary";
import type { CheckContext, CheckPlace, Measured } from "../check-context.ts";
import { httpClient } from "../http-client.ts";
import { requestRecords } from "../request-records.ts";
import { answerMistake } from "./answer-mistake.ts";
import { askServer, type RequestForm } from "./ask-server.ts";
import { type LocatedColumn, locateColumn, type TriedRecord } from "./locate-column.ts";
import { type AnswerDifference, answerDifference, type ModelAnswer } from "./model-answer.ts";
import { parityRows } from "./parity-rows.ts";
import { type AskModel, askModel } from "./trained-model-answers.ts";

const forms: readonly RequestForm[] = ["single", "batch"];

/**
 * Sends recorded rows to each place, one by one and in batches, and compares every answer with that of the trained model
 * in this process. Where one differs, the row, the output and both values are named, and the column that makes the difference.
 */
export async function checkParity(
  check: ParityCheck,
  context: CheckContext,
  progress: (share: number) => void,
): Promise<Measured> {
  const { model, rows, target, seed, places } = context;
  if (rows.table.rows === 0) {
    return { figures: {}, findings: [report(codes.noRecordedRows, { check: check.source, target })] };
  }
  const all = requestRecords(model, rows.table);
  const chosen = parityRows(model, rows.table, check.sample, seed);
  const sample = { records: [...chosen].map((row) => all[row]!), chosen };
  const found: PlaceParity[] = [];
  for (const [index, place] of places.entries()) {
    const tell = (share: number): void => progress((index + share) / places.length);
    found.push(await parityOf(place, sample, check, context, tell));
    context.signal.throwIfAborted();
  }
  const silent = found.find((each) => each.silent);
  return {
    figures: {
      ...(silent === undefined ? { difference: Math.max(...found.map(({ difference }) => difference)) } : {}),
      rows: chosen.length,
      differing: Math.max(...found.map(({ differing }) => differing)),
    },
    findings: found.flatMap(({ findings }) => findings),
    ...(silent === undefined ? {} : { unreachable: true }),
  };
}

interface Sample {
  readonly records: readonly JsonRecord[];
  /** The rows of the recorded table. */
  readonly chosen: Int32Array;
}

interface PlaceParity {
  readonly difference: number;
  readonly differing: number;
  readonly findings: readonly Diagnostic[];
  readonly silent: boolean;
}

async function parityOf(
  place: CheckPlace,
  sample: Sample,
  check: ParityCheck,
  context: CheckContext,
  tell: (share: number) => void,
): Promise<PlaceParity> {
  const client = httpClient(place, context.signal);
  const server = askServer(client, context.model.classes);
  const model = askModel(context.model);
  try {
    const compared: Compared[] = [];
    for (const form of forms) {
      compared.push(await compare(sample.records, form, { server, model, check, context }));
      tell((compared.length / forms.length) * 0.8);
    }
    const difference = Math.max(...compared.flatMap(({ differences }) => differences.map((each) => each?.size ?? 0)));
    const differing = Math.max(...compared.map(({ fails }) => fails.filter(Boolean).length));
    const silent = compared.every(({ served }) => served.every(isSilent));
    const first = compared[0]!.served[0]!;
    if (silent && first.kind === "refused") {
      const problem = { target: context.target, url: place.url, reason: first.reason };
      return { difference, differing, silent, findings: [report(codes.targetSilent, problem)] };
    }
    const findings = await findingsOf(compared, sample, { server, model, check, context });
    tell(1);
    return { difference, differing, silent, findings };
  } finally {
    client.close();
  }
}

const isSilent = (answer: ModelAnswer): boolean => answer.kind === "refused" && answer.unreachable === true;

interface Sides {
  readonly server: ReturnType<typeof askServer>;
  readonly model: AskModel;
  readonly check: ParityCheck;
  readonly context: CheckContext;
}

interface Compared {
  readonly form: RequestForm;
  readonly today: number;
  readonly records: readonly JsonRecord[];
  readonly trained: readonly ModelAnswer[];
  readonly served: readonly ModelAnswer[];
  readonly differences: readonly (AnswerDifference | null)[];
  readonly fails: readonly boolean[];
}

/** Both answers to each record on the same day: asked again where midnight (UTC) fell between. */
async function compare(records: readonly JsonRecord[], form: RequestForm, sides: Sides): Promise<Compared> {
  const today = dayNow();
  const served = await sides.server(records, form);
  if (dayNow() !== today) return compare(records, form, sides);
  const trained = sides.model(records, today);
  const differences = served.map((answer, row) => answerDifference(sides.context.model, trained[row]!, answer));
  const fails = differences.map((each) => each !== null && breaks(each, sides.check));
  return { form, today, records, trained, served, differences, fails };
}

const dayNow = (): number => Math.floor(Date.now() / 86_400_000);

/** Whether a row by itself breaks the condition. */
const breaks = ({ size, apart }: AnswerDifference, { condition }: ParityCheck): boolean =>
  apart || (condition === null ? size > 0 : conditionHolds(condition, { difference: size }) === false);

/** One finding for a place: of the row that differs most, in the first form of request in which any does. */
async function findingsOf(
  compared: readonly Compared[],
  { chosen }: Sample,
  sides: Sides,
): Promise<readonly Diagnostic[]> {
  const failing = compared.filter((each) => each.fails.includes(true));
  const [first] = failing;
  if (first === undefined) return [];
  const { differences, fails, form } = first;
  const rows = [...fails.keys()].filter((row) => fails[row]);
  const worst = rows.reduce((most, row) => (isWorse(differences[row]!, differences[most]!) ? row : most));
  const located = await locate(first, worst, sides);
  const { output, trained, served } = differences[worst]!;
  const { target, rows: recorded } = sides.context;
  const row = chosen[worst]!;
  const found = {
    ...{ target, row: row + 1, key: recorded.keys?.[row] ?? null, output, trained, served },
    ...{ differing: rows.length, rows: fails.length },
    form: failing.length === forms.length ? "" : form === "single" ? ", asked one by one" : ", asked in batches",
    ...{ column: located?.column ?? null, says: located?.says ?? null },
  };
  return [report(codes.parityDiffers, found)];
}

const isWorse = (left: AnswerDifference, right: AnswerDifference): boolean =>
  left.apart === right.apart ? left.size > right.size : left.apart;

async function locate(
  compared: Compared,
  worst: number,
  sides: Sides,
): Promise<LocatedColumn | { readonly column: null; readonly says: string } | null> {
  const { form, today, records, trained, served } = compared;
  const { model, context } = sides;
  const answer = served[worst]!;
  if (answer.kind === "refused") return answer.column === undefined ? null : { column: answer.column };
  const mistake = answerMistake(trained, served);
  if (mistake !== null) return { column: null, says: mistake };
  const answers = new Map(records.map((record, row) => [record, served[row]!]));
  return locateColumn(
    requestColumns(context.model),
    triedRecords(compared),
    async (asked) => triedRecords(await compare(asked, form, sides)),
    (pairs, days = 0) => {
      const taken = model(
        pairs.map((pair) => pair.taken),
        today + days,
      );
      return pairs.map(({ asked }, index) => areSame(context.model, taken[index]!, answers.get(asked)!));
    },
  );
}

const triedRecords = ({ records, trained, served, fails }: Compared): readonly TriedRecord[] =>
  records.map((record, row) => ({ record, agrees: !fails[row], gap: gapOf(trained[row]!, served[row]!) }));

const gapOf = (trained: ModelAnswer, served: ModelAnswer): readonly number[] =>
  trained.kind === "prediction" && served.kind === "prediction"
    ? served.numbers.map((number, output) => number - trained.numbers[output]!)
    : [];

/** To the last digits: a bound of the condition would let chance explain. */
function areSame(model: CheckContext["model"], left: ModelAnswer, right: ModelAnswer): boolean {
  const difference = answerDifference(model, left, right);
  if (difference === null) return true;
  const scale = left.kind === "prediction" ? Math.max(1, ...left.numbers.map(Math.abs)) : 1;
  return !difference.apart && difference.size <= 1e-9 * scale;
}
