import type { Backend } from "./backend.ts";
import type { FrontStatus, Router } from "./router.ts";

/** One page for Prometheus: what the front counted, by release, and the figures of its backends, with `release` and `backend`. */
export async function frontMetrics(router: Router): Promise<string> {
  const pages = await Promise.all(
    router.backends().map(async ({ release, backend }) => ({
      labels: `release=${quoted(release)},backend=${quoted(backend.address)}`,
      text: await metricsOf(backend),
    })),
  );
  return `${ownMetrics(router.status())}${mergePages(pages)}`;
}

const patienceMilliseconds = 2000;

async function metricsOf(backend: Backend): Promise<string> {
  const asked = backend.send({ method: "GET", path: "/metrics", headers: [], body: null });
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMilliseconds, undefined).unref());
  const answer = await Promise.race([asked, late]).catch(() => undefined);
  return answer?.status === 200 ? answer.body.toString("utf8") : "";
}

function ownMetrics({ held, unanswered, routes, backends, totals }: FrontStatus): string {
  const byRelease = (value: (counts: FrontStatus["totals"][number]) => number): string[] =>
    totals.map((counts) => `{release=${quoted(counts.release)}} ${value(counts)}`);
  return [
    ...family(
      "mlopsc_front_request_duration_seconds",
      "histogram",
      "Time in which requests to /predict were answered.",
    ),
    ...totals.flatMap(histogramLines),
    ...family("mlopsc_front_errors_total", "counter", "Requests to /predict answered with 500 and above."),
    ...byRelease(({ errors }) => errors).map((line) => `mlopsc_front_errors_total${line}`),
    ...family("mlopsc_front_rejected_total", "counter", "Requests to /predict answered with 400 to 499."),
    ...byRelease(({ rejected }) => rejected).map((line) => `mlopsc_front_rejected_total${line}`),
    ...family("mlopsc_front_retries_total", "counter", "Times that a backend did not answer and another was tried."),
    ...byRelease(({ retries }) => retries).map((line) => `mlopsc_front_retries_total${line}`),
    ...family("mlopsc_front_share", "gauge", "The share of requests that a release gets."),
    ...routes.map(({ release, share }) => `mlopsc_front_share{release=${quoted(release)}} ${share}`),
    ...family("mlopsc_front_backend_up", "gauge", "1 where a backend answers, 0 where it does not."),
    ...backends.map(
      ({ release, address, isUp }) =>
        `mlopsc_front_backend_up{release=${quoted(release)},backend=${quoted(address)}} ${Number(isUp)}`,
    ),
    ...family("mlopsc_front_held_requests", "gauge", "Requests that wait for a backend."),
    `mlopsc_front_held_requests ${held}`,
    ...family("mlopsc_front_unanswered_total", "counter", "Requests that no release answered."),
    `mlopsc_front_unanswered_total ${unanswered}`,
    "",
  ].join("\n");
}

const family = (name: string, type: string, help: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
];

function histogramLines({
  release,
  requests,
  latency: { bounds, counts, sum },
}: FrontStatus["totals"][number]): string[] {
  const name = "mlopsc_front_request_duration_seconds";
  let below = 0;
  const buckets = bounds.map((bound, place) => {
    below += counts[place]!;
    return `${name}_bucket{release=${quoted(release)},le="${bound / 1000}"} ${below}`;
  });
  return [
    ...buckets,
    `${name}_bucket{release=${quoted(release)},le="+Inf"} ${requests}`,
    `${name}_sum{release=${quoted(release)}} ${sum / 1000}`,
    `${name}_count{release=${quoted(release)}} ${requests}`,
  ];
}

interface MetricsPage {
  readonly labels: string;
  readonly text: string;
}

/** Puts the samples of a family together, whichever page they are on, each with the labels of its page. */
function mergePages(pages: readonly MetricsPage[]): string {
  const families = new Map<string, { readonly about: string[]; readonly samples: string[] }>();
  for (const { labels, text } of pages) {
    let current = { about: [] as string[], samples: [] as string[] };
    for (const line of text.split("\n")) {
      const name = /^# (?:HELP|TYPE) (\S+)/.exec(line)?.[1];
      if (name !== undefined) {
        current = families.get(name) ?? { about: [], samples: [] };
        families.set(name, current);
        if (!current.about.includes(line)) current.about.push(line);
      } else if (line !== "" && !line.startsWith("#")) current.samples.push(withLabels(line, labels));
    }
  }
  return [...families.values()]
    .flatMap(({ about, samples }) => [...about, ...samples])
    .join("\n")
    .concat("\n");
}

/** `name{a="b"} 1` or `name 1`; a name has no brace. */
function withLabels(sample: string, labels: string): string {
  const [, name, own, value] = /^([\w:]+)(?:\{(.*)\})?( .*)$/.exec(sample) ?? [];
  return name === undefined ? sample : `${name}{${labels}${own === undefined || own === "" ? "" : `,${own}`}}${value}`;
}

const quoted = (text: string): string => JSON.stringify(text);
