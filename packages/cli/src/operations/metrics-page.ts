import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Engine, monitorReading, monitorSetup } from "@mlopsc/engine";
import { monitorMetrics } from "@mlopsc/monitor";
import { UsageError } from "../exit-code.ts";

export interface MetricsPage {
  readonly url: string;
  close(): Promise<void>;
}

/** Shows the figures of monitors to Prometheus. A monitor that has closed no window shows nothing. */
export async function metricsPage(engine: Engine, names: readonly string[], port: number): Promise<MetricsPage> {
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    const texts = await Promise.all(names.map((name) => textOf(engine, name)));
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(texts.join("\n"));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (problem) => reject(new UsageError(`--metrics ${port}: ${problem.message}`)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function textOf({ services }: Engine, name: string): Promise<string> {
  const setup = await monitorSetup(services, name);
  const reading = setup && monitorReading(services, setup);
  return reading === undefined ? "" : monitorMetrics(reading);
}
