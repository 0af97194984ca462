import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { LoadCheck } from "@mlopsc/vocabulary";
import type { CheckContext, Measured } from "../check-context.ts";
import { httpClient } from "../http-client.ts";
import { askModel } from "../parity/trained-model-answers.ts";
import { requestRecords } from "../request-records.ts";
import { sampleRows } from "../sample-rows.ts";
import { type LoadRecord, quantile, runOpenLoop } from "./open-loop.ts";

/** Different bodies, so that no cache answers. */
const bodies = 500;
/** A rate of which less than this was reached was not measured: unless only the end came a moment late. */
const reached = 0.95;
const moment = 250;
/** Requests that leave later than this, in milliseconds, are worth a word. */
const late = 5;

/** Sends single records at a constant rate, from one machine, and measures how long they take and how many fail. */
export async function checkLoad(
  check: LoadCheck,
  context: CheckContext,
  progress: (share: number, milliseconds: number) => void,
): Promise<Measured> {
  const { target, places, signal } = context;
  const requests = loadBodies(context);
  if (requests.length === 0) {
    return { figures: {}, findings: [report(codes.noRecordedRows, { check: check.source, target })] };
  }
  const clients = places.map((place) => httpClient(place, signal));
  let silent: string | null = "";
  try {
    const record = await runOpenLoop({
      ...{ rate: check.rate, milliseconds: check.milliseconds, signal },
      send: async (index) => {
        const answer = await clients[index % clients.length]!.send("/predict", requests[index % requests.length]!);
        if (answer.failure === undefined) silent = null;
        else if (silent !== null) silent = answer.failure;
        return answer.status === 200 && answer.text.includes('"prediction"');
      },
      onProgress: (sent, all) => progress(sent / all, ((all - sent) / check.rate) * 1000),
    });
    if (silent === null) return measured(record, check, context);
    const problem = { target, url: places[0]!.url, reason: silent };
    return { figures: {}, findings: [report(codes.targetSilent, problem)], unreachable: true };
  } finally {
    for (const client of clients) client.close();
  }
}

/** Records that get a prediction: others are answered sooner. */
function loadBodies(context: CheckContext): readonly string[] {
  const { model, rows, seed } = context;
  const all = requestRecords(model, rows.table);
  const records = [...sampleRows(rows.table, bodies, seed)].map((row) => all[row]!);
  const answers = askModel(model)(records, Math.floor(Date.now() / 86_400_000));
  return records.filter((_, index) => answers[index]!.kind === "prediction").map((record) => JSON.stringify(record));
}

function measured(record: LoadRecord, check: LoadCheck, { target }: CheckContext): Measured {
  const { latencies, lateness, failures, rate } = record;
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(latencies, share)) as [number, number, number];
  const behind = quantile(lateness, 0.95);
  const findings: Diagnostic[] = [];
  if (rate < reached * check.rate && lateness.at(-1)! > moment) {
    const [wanted, sent] = [check.rate, rate].map((each) => String(Number(each.toPrecision(3))));
    findings.push(report(codes.loadNotReached, { check: check.source, target, wanted: wanted!, reached: sent! }));
  } else if (behind > late) {
    findings.push(report(codes.loadUneven, { check: check.source, target, lateness: `${behind.toFixed(1)} ms` }));
  }
  const errors = failures / latencies.length;
  return { figures: { p50, p95, p99, errors, requests: latencies.length, rate, lateness: behind }, findings };
}
