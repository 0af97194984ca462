import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A tracking server as MLflow's REST documentation (2.0, sections Get Experiment By Name, Create Experiment, Create Run,
 * Search Runs, Log Batch, Update Run) and its validation rules describe it: fields, methods, error codes, names,
 * limits of a batch, params that cannot be changed, paging. No real server was at hand where this was written, so what
 * is held to is the documented contract and not an implementation.
 */
export class MlflowServer {
  /** Where it listens; without a path. */
  url = "";
  readonly experiments: Experiment[] = [];
  readonly runs: StoredRun[] = [];
  /** `POST runs/create` …, in order. */
  readonly calls: string[] = [];
  /** The header that it wants. */
  authorization: string | undefined;
  /** Breaks the connection once so many calls were answered. */
  breakAfter = Number.POSITIVE_INFINITY;
  /** Runs in one answer of a search, whatever was asked for. */
  page = 3;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        if (this.calls.length >= this.breakAfter) return void request.socket.destroy();
        const { status, answer } = this.#answer(request, body);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(request: IncomingMessage, body: string): { readonly status: number; readonly answer: unknown } {
    const url = new URL(request.url ?? "/", this.url);
    const call = `${request.method} ${url.pathname.replace("/api/2.0/mlflow/", "")}`;
    this.calls.push(call);
    const { authorization } = request.headers;
    if (this.authorization !== undefined && authorization !== this.authorization)
      return {
        status: 401,
        answer: { error_code: "UNAUTHENTICATED", message: `not for ${authorization?.split(" ")[1] ?? "nobody"}` },
      };
    try {
      return { status: 200, answer: this.#carryOut(call, url.searchParams, body === "" ? {} : JSON.parse(body)) };
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      const { code, message } = failure;
      return { status: code === "RESOURCE_DOES_NOT_EXIST" ? 404 : 400, answer: { error_code: code, message } };
    }
  }

  #carryOut(call: string, query: URLSearchParams, body: Body): unknown {
    switch (call) {
      case "GET experiments/get-by-name":
        return { experiment: found(this.experiments.find(({ name }) => name === query.get("experiment_name"))) };
      case "POST experiments/create":
        return this.#createExperiment(body.name ?? "");
      case "POST runs/create":
        return this.#createRun(body);
      case "POST runs/search":
        return this.#search(body);
      case "POST runs/log-batch":
        return this.#logBatch(body);
      case "POST runs/update":
        return this.#update(body);
      default:
        throw new Refusal("ENDPOINT_NOT_FOUND", call);
    }
  }

  #createExperiment(name: string): unknown {
    if (name === "") throw invalid("Experiment name");
    if (this.experiments.some((each) => each.name === name)) throw new Refusal("RESOURCE_ALREADY_EXISTS", name);
    const experiment_id = String(this.experiments.length + 1);
    this.experiments.push({ experiment_id, name, lifecycle_stage: "active" });
    return { experiment_id };
  }

  #createRun({ experiment_id, run_name = "", start_time, tags = [] }: Body): unknown {
    found(this.experiments.find((each) => each.experiment_id === experiment_id));
    if (!Number.isInteger(start_time)) throw invalid("start_time");
    const run: StoredRun = {
      info: {
        run_id: `r${this.runs.length + 1}`,
        experiment_id: experiment_id!,
        run_name,
        status: "RUNNING",
        start_time,
      },
      data: { tags: [], params: [], metrics: [] },
    };
    setTags(run, tags);
    this.runs.push(run);
    return { run };
  }

  #search({ experiment_ids = [], filter = "", max_results = 1000, page_token = "0" }: Body): unknown {
    const key = /^tags\."([^"]+)" != ''$/.exec(filter)?.[1];
    if (key === undefined || max_results > 50_000) throw invalid("filter");
    const all = this.runs.filter(
      ({ info, data }) => experiment_ids.includes(info.experiment_id) && data.tags.some((tag) => tag.key === key),
    );
    const start = Number(page_token);
    const end = start + Math.min(max_results, this.page);
    return { runs: all.slice(start, end), ...(end < all.length ? { next_page_token: String(end) } : {}) };
  }

  #logBatch({ run_id, metrics = [], params = [], tags = [] }: Body): unknown {
    const run = found(this.runs.find(({ info }) => info.run_id === run_id));
    if (metrics.length > 1000 || params.length > 100 || tags.length > 100) throw invalid("batch");
    if (metrics.length + params.length + tags.length > 1000) throw invalid("batch");
    for (const { key, value, timestamp, step } of metrics) {
      checkName(key);
      if (typeof value !== "number" || !Number.isInteger(timestamp) || timestamp < 0 || !Number.isInteger(step))
        throw invalid(`metric ${key}`);
    }
    for (const { key, value } of params) {
      checkName(key);
      checkValue(value);
      const known = run.data.params.find((param) => param.key === key);
      if (known !== undefined && known.value !== value) throw invalid(`Changing param values: ${key}`);
      if (known === undefined) run.data.params.push({ key, value });
    }
    run.data.metrics.push(...metrics);
    setTags(run, tags);
    return {};
  }

  #update({ run_id, status = "", end_time }: Body): unknown {
    const run = found(this.runs.find(({ info }) => info.run_id === run_id));
    if (!["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"].includes(status)) throw invalid("status");
    Object.assign(run.info, { status, end_time });
    return { run_info: run.info };
  }
}

interface Experiment {
  readonly experiment_id: string;
  readonly name: string;
  lifecycle_stage: "active" | "deleted";
}

interface Pair {
  readonly key: string;
  readonly value: string;
}

interface Metric {
  readonly key: string;
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
}

export interface StoredRun {
  readonly info: {
    readonly run_id: string;
    readonly experiment_id: string;
    readonly run_name: string;
    status: string;
    readonly start_time: number | undefined;
    end_time?: number;
  };
  readonly data: { tags: Pair[]; readonly params: Pair[]; readonly metrics: Metric[] };
}

interface Body {
  readonly name?: string;
  readonly experiment_id?: string;
  readonly experiment_ids?: readonly string[];
  readonly run_id?: string;
  readonly run_name?: string;
  readonly start_time?: number;
  readonly end_time?: number;
  readonly status?: string;
  readonly filter?: string;
  readonly max_results?: number;
  readonly page_token?: string;
  readonly metrics?: readonly Metric[];
  readonly params?: readonly Pair[];
  readonly tags?: readonly Pair[];
}

class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const invalid = (what: string): Refusal => new Refusal("INVALID_PARAMETER_VALUE", `Invalid value: ${what}.`);

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Refusal("RESOURCE_DOES_NOT_EXIST", "No such thing.");
  return value;
}

function setTags(run: StoredRun, tags: readonly Pair[]): void {
  for (const { key, value } of tags) {
    checkName(key);
    checkValue(value);
    run.data.tags = [...run.data.tags.filter((tag) => tag.key !== key), { key, value }];
  }
}

function checkName(name: string): void {
  if (!/^[/\w.\- ]+$/.test(name) || name.length > 250) throw invalid(`name ${name}`);
}

function checkValue(value: unknown): void {
  if (typeof value !== "string" || value.length > 250) throw invalid(`value ${String(value)}`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  if (text.length > 1e6) throw new Error("more than a megabyte");
  return text;
}
