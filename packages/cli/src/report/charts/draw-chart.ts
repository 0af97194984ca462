import type { TopLevelSpec } from "vega-lite";
import type { Markup } from "../markup.ts";
import { html, trusted } from "../markup.ts";
import { chartTheme } from "./chart-theme.ts";

export interface Chart {
  readonly spec: Omit<TopLevelSpec, "$schema"> & { readonly [key: string]: unknown };
  /** What a reader who cannot see it is told; one sentence. */
  readonly alternative: string;
}

/** A series of charts for one page. The drawing library is loaded with the first chart. */
export interface ChartDrawer {
  draw(chart: Chart): Promise<Markup>;
}

/** Charts drawn by one drawer share no ids, so that all may stand in one page. */
export function createChartDrawer(): ChartDrawer {
  let drawn = 0;
  return {
    draw: async ({ spec, alternative }) => {
      const prefix = `chart-${++drawn}-`;
      const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
      const compiled = vegaLite.compile(spec as unknown as TopLevelSpec, {
        config: chartTheme,
        logger: vega.logger(vega.Error),
      }).spec;
      const view = new vega.View(vega.parse(compiled), { renderer: "none", logLevel: vega.Error });
      const svg = await view.toSVG();
      view.finalize();
      return html`<div class="chart" role="img" aria-label="${alternative}">${trusted(rounded(withOwnIds(svg, prefix)))}</div>`;
    },
  };
}

/** The library numbers clip paths through all drawings of a process; here they count from 0 in each. */
function withOwnIds(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  const own = (id: string): string => {
    if (!names.has(id)) names.set(id, `${prefix}${names.size}`);
    return names.get(id)!;
  };
  return svg
    .replace(/\bid="([^"]+)"/g, (_, id: string) => `id="${own(id)}"`)
    .replace(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${own(id)})`)
    .replace(/ xmlns(:xlink)?="[^"]*"/g, "")
    .replace("<svg ", '<svg aria-hidden="true" ');
}

/** Hundredths of a pixel are enough; texts are left alone. */
const rounded = (svg: string): string =>
  svg.replace(/ (?:d|transform|x|y|x1|x2|y1|y2|width|height|viewBox)="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{3,}(?:e-\d+)?/g, (number) => String(Number(Number(number).toFixed(2)))),
  );
