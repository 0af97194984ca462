import type { ReplayRound } from "@mlopsc/engine";
import { comparisonsIn } from "@mlopsc/vocabulary";
import type { TopLevelSpec } from "vega-lite";

const palette = { live: "#1b6ca8", fires: "#b3363f", good: "#2f7d4f", quiet: "#8a8f98" } as const;

interface Mark {
  readonly at: number;
  /** Empty: a tick without words. */
  readonly what: string;
  readonly colour: string;
}

/** A replay as a drawing (SVG): the live metric that an alert asks for, by window, with what was told and done. */
export async function drawReplay(rounds: readonly ReplayRound[]): Promise<string> {
  const metric = drawnMetric(rounds);
  const points = rounds.flatMap(({ watched: { look } }) =>
    look.windows.map(({ record: { window }, live }) => ({
      at: (window.start + window.end) / 2,
      value: live?.metrics[metric] ?? null,
    })),
  );
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const { spec } = vegaLite.compile(specOf(points, rounds.flatMap(marksOf), metric) as unknown as TopLevelSpec);
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}

/** The first that an alert asks for, or the first that is measured. */
function drawnMetric(rounds: readonly ReplayRound[]): string {
  const [first] = rounds;
  const asked = first?.watched.setup.alerts.alerts
    .flatMap(({ when }) => comparisonsIn(when))
    .flatMap(({ terms }) => terms)
    .find(({ figure }) => figure.startsWith("live."));
  const measured = rounds
    .flatMap(({ watched }) => watched.look.windows)
    .flatMap(({ live }) => Object.keys(live?.metrics ?? {}));
  return asked?.figure.slice("live.".length) ?? measured[0] ?? "";
}

function marksOf({ now, watched: { look, acted } }: ReplayRound): readonly Mark[] {
  const told = look.events.flatMap(({ kind, alert }): Mark[] => {
    if (kind === "repeat") return [];
    return [
      kind === "firing"
        ? { at: now, what: `${alert} fires`, colour: palette.fires }
        : { at: now, what: `${alert} is over`, colour: palette.good },
    ];
  });
  const done = acted.map(({ action, message }): Mark => {
    const isDeployed = action.action.kind !== "retrain" || / deployed: /.test(message);
    return isDeployed
      ? { at: now, what: message.replace(/:.*/s, ""), colour: palette.good }
      : { at: now, what: "", colour: palette.quiet };
  });
  return [...told, ...done];
}

function specOf(points: readonly object[], marks: readonly Mark[], metric: string): object {
  const axis = { format: "%b %Y", tickCount: "month", grid: false };
  const x = { field: "at", type: "temporal", title: null, scale: { type: "utc" }, axis };
  const colour = { field: "colour", type: "nominal", scale: null };
  const worded = marks.filter(({ what }) => what !== "");
  const rule = (values: readonly Mark[], strokeDash: readonly number[]): object => ({
    data: { values },
    mark: { type: "rule", strokeDash },
    encoding: { x, color: colour },
  });
  return {
    background: "white",
    config: { font: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", view: { stroke: null } },
    width: 820,
    height: 250,
    layer: [
      rule(
        marks.filter(({ what }) => what === ""),
        [1, 5],
      ),
      rule(worded, [5, 3]),
      {
        data: { values: points },
        mark: { type: "line", point: true, strokeWidth: 2, color: palette.live },
        encoding: {
          x,
          y: { field: "value", type: "quantitative", title: `live.${metric}`, axis: { tickCount: 5 } },
        },
      },
      {
        data: { values: worded },
        mark: { type: "text", angle: 270, align: "right", baseline: "bottom", dx: -2, dy: -3, fontSize: 11 },
        encoding: { x, y: { value: 4 }, text: { field: "what" }, color: colour },
      },
    ],
  };
}
