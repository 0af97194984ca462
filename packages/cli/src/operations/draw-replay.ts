import type { ReplayRound } from "@mlopsc/engine";
import type { TopLevelSpec } from "vega-lite";

const palette = { live: "#1b6ca8", auc: "#c4611a", mark: "#8c2f39", good: "#2f7d4f", quiet: "#8a8f98" } as const;

/** A replay as a drawing (SVG): the live metric and the classifier's AUC by window, with what was told and done. */
export async function drawReplay(rounds: readonly ReplayRound[]): Promise<string> {
  const points = rounds.flatMap(({ watched: { look } }) =>
    look.windows.map(({ record, live }) => {
      const [metric, value] = Object.entries(live?.metrics ?? {}).find(([, known]) => known !== null) ?? ["", null];
      return { at: record.window.start, metric, value, auc: record.drift.classifier?.auc ?? null };
    }),
  );
  const marks = rounds.flatMap(({ now, watched: { look, acted } }) => [
    ...look.events.map(({ kind, alert }) => ({ at: now, what: `${alert} ${words[kind]}`, good: kind === "resolved" })),
    ...acted.map(({ message }) => ({ at: now, what: message.replace(/:.*/s, ""), good: / deployed/.test(message) })),
  ]);
  const metric = points.find((point) => point.metric !== "")?.metric ?? "live metric";
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const { spec } = vegaLite.compile(specOf(points, marks, metric) as unknown as TopLevelSpec);
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}

const words = { firing: "fires", repeat: "still fires", resolved: "is over" } as const;

function specOf(points: readonly object[], marks: readonly object[], metric: string): object {
  const x = { field: "at", type: "temporal", title: null, axis: { format: "%b %Y", grid: false } };
  const line = (field: string, title: string, color: string): object => ({
    width: 820,
    height: 150,
    layer: [
      {
        data: { values: marks },
        mark: { type: "rule", strokeDash: [4, 3], opacity: 0.8 },
        encoding: {
          x,
          color: { condition: { test: "datum.good", value: palette.good }, value: palette.mark },
          tooltip: { field: "what" },
        },
      },
      {
        data: { values: points },
        mark: { type: "line", strokeWidth: 1.8, color },
        encoding: { x, y: { field, type: "quantitative", title, scale: { zero: false } } },
      },
    ],
  });
  const told = {
    width: 820,
    height: 70,
    data: { values: marks },
    transform: [{ window: [{ op: "row_number", as: "row" }] }],
    mark: { type: "text", align: "left", dx: 3, fontSize: 11 },
    encoding: {
      x,
      y: { field: "row", type: "ordinal", axis: null },
      text: { field: "what" },
      color: { condition: { test: "datum.good", value: palette.good }, value: palette.mark },
    },
  };
  return {
    background: "white",
    config: { font: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", view: { stroke: null } },
    resolve: { scale: { x: "shared" } },
    vconcat: [line("value", `live ${metric}`, palette.live), line("auc", "drift.auc", palette.auc), told],
  };
}
