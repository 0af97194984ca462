import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { JsonRecord } from "@mlopsc/learn";
import type { CheckContext, CheckPlace, Measured } from "./check-context.ts";
import { type HttpAnswer, type HttpClient, httpClient } from "./http-client.ts";
import { answerDifference, servedAnswer } from "./parity/model-answer.ts";
import { askModel } from "./parity/trained-model-answers.ts";

/** What a server says of itself, and what must be in it. */
const pages: Readonly<Record<string, (text: string) => boolean>> = {
  "/healthz": (text) => parsed<{ status?: string }>(text)?.status === "ok",
  "/readyz": (text) => parsed<{ status?: string }>(text)?.status === "ready",
  "/metrics": (text) => text.includes("# TYPE "),
  "/openapi.json": (text) => typeof parsed<{ openapi?: string }>(text)?.openapi === "string",
};

/** Asks each place what it says of itself, and for the example in its description. */
export async function checkSmoke(context: CheckContext, progress: (share: number) => void): Promise<Measured> {
  const findings: Diagnostic[] = [];
  let slowest = 0;
  let unreachable = false;
  for (const [index, place] of context.places.entries()) {
    const found = await smokeOf(place, context);
    findings.push(...found.findings);
    slowest = Math.max(slowest, ...found.answers.map(({ milliseconds }) => milliseconds));
    unreachable ||= found.answers.every(({ failure }) => failure !== undefined);
    context.signal.throwIfAborted();
    progress((index + 1) / context.places.length);
  }
  return { figures: unreachable ? {} : { slowest }, findings, ...(unreachable ? { unreachable: true } : {}) };
}

interface PlaceSmoke {
  readonly answers: readonly HttpAnswer[];
  readonly findings: readonly Diagnostic[];
}

async function smokeOf(place: CheckPlace, context: CheckContext): Promise<PlaceSmoke> {
  const { target, signal } = context;
  const client = httpClient(place, signal);
  const answers: HttpAnswer[] = [];
  const findings: Diagnostic[] = [];
  const fail = (path: string, problem: string): void =>
    void findings.push(report(codes.smokeFails, { target, path, problem }));
  try {
    for (const [path, isSound] of Object.entries(pages)) {
      const answer = await client.send(path);
      answers.push(answer);
      const problem = problemOf(answer, isSound);
      if (answer.failure !== undefined && answers.length === 1) {
        return { answers, findings: [report(codes.targetSilent, { target, url: place.url, reason: answer.failure })] };
      }
      if (problem !== null) fail(path, problem);
    }
    const described = answers.at(-1);
    if (described?.status === 200) await tryExample(client, described.text, answers, fail, context);
    return { answers, findings };
  } finally {
    client.close();
  }
}

function problemOf(answer: HttpAnswer, isSound: (text: string) => boolean): string | null {
  if (answer.failure !== undefined) return `gives no answer: ${answer.failure}`;
  if (answer.status !== 200) return `answers with status ${answer.status}`;
  return isSound(answer.text) ? null : "answers with something else than it should";
}

/** The example that the description gives must be answered as the trained model answers it, by the version that is meant. */
async function tryExample(
  client: HttpClient,
  description: string,
  answers: HttpAnswer[],
  fail: (path: string, problem: string) => void,
  { model, version }: CheckContext,
): Promise<void> {
  const request =
    parsed<Description>(description)?.paths?.["/predict"]?.post?.requestBody?.content?.["application/json"]?.example;
  // A model whose filters leave no made-up record in scope has no example.
  if (request === undefined) return;
  const answer = await client.send("/predict", JSON.stringify(request));
  answers.push(answer);
  const problem = problemOf(answer, (text) => "prediction" in (parsed<object>(text) ?? {}));
  if (problem !== null) return fail("/predict", `${problem}, asked for the example in its description`);
  const body = parsed<{ readonly model?: { readonly version?: string } }>(answer.text ?? "");
  const given = body?.model?.version;
  if (version !== undefined && given !== version)
    return fail("/predict", `answers as version ${given}, not ${version}`);
  const [trained] = askModel(model)([request], Math.floor(Date.now() / 86_400_000));
  const difference = answerDifference(model, trained!, servedAnswer(body, model.classes));
  if (difference !== null && (difference.apart || difference.size > 1e-6 * Math.abs(Number(difference.trained)))) {
    const { output, served, trained: was } = difference;
    fail(
      "/predict",
      `gives ${served} for ${output} of the example in its description, where the trained model gives ${was}`,
    );
  }
}

interface Description {
  readonly paths?: Readonly<
    Record<
      string,
      {
        readonly post?: {
          readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly example?: JsonRecord }>> };
        };
      }
    >
  >;
}

function parsed<Body>(text: string): Body | undefined {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return undefined;
  }
}
