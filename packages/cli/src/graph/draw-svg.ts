import type { Step, StepKind } from "@mlopsc/plan";
import { lineageGraph } from "../report/lineage-graph.ts";
import type { LineageNode } from "../report/report-data.ts";
import { reportStyle } from "../report/report-style.ts";

/** The steps as a picture of its own, drawn as the report draws lineage. It follows the reader's dark mode. */
export function drawSvg(steps: readonly Step[]): string {
  const known = new Set(steps.map(({ address }) => address));
  const nodes = steps.map(nodeOf);
  const edges = steps.flatMap(({ address, inputs }) =>
    [...new Set(Object.values(inputs))].filter((from) => known.has(from)).map((from) => ({ from, to: address })),
  );
  const { markup } = lineageGraph({ nodes, edges: withoutShortcuts(edges) });
  const svg = markup.slice(markup.indexOf("<svg"), markup.lastIndexOf("</svg>") + "</svg>".length);
  const opened = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" class="lineage" ');
  return `${opened.replace(/^<svg[^>]*>/, (tag) => `${tag}<style>${style()}</style>`)}\n`;
}

interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Without the lines that a longer way already tells: they would cross the others and say nothing new. */
function withoutShortcuts(edges: readonly Edge[]): readonly Edge[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const reached = new Map<string, ReadonlySet<string>>();
  const reach = (from: string): ReadonlySet<string> => {
    const known = reached.get(from);
    if (known !== undefined) return known;
    const found = new Set<string>();
    // Steps come without cycles: the compiler refuses them.
    for (const to of next.get(from) ?? []) {
      found.add(to);
      for (const further of reach(to)) found.add(further);
    }
    reached.set(from, found);
    return found;
  };
  return edges.filter(({ from, to }) => !(next.get(from) ?? []).some((other) => other !== to && reach(other).has(to)));
}

function nodeOf({ address, kind }: Step): LineageNode {
  const [, name = address, part] = /^[^.]+\.([^/]+)(?:\/(.*))?$/.exec(address) ?? [];
  const detail = part ?? (kind === "train-model" ? "train" : undefined);
  return {
    id: address,
    kind: nodeKinds[kind],
    label: name,
    ...(detail === undefined || detail === nodeKinds[kind] ? {} : { detail }),
  };
}

const nodeKinds: Readonly<Record<StepKind, LineageNode["kind"]>> = {
  "ingest-dataset": "dataset",
  "validate-dataset": "dataset",
  "transform-data": "transform",
  "split-data": "split",
  "search-model": "search",
  "validate-model": "model",
  "train-model": "model",
  "combine-models": "ensemble",
  "evaluate-model": "model",
  "register-model": "model",
  "compare-samples": "drift",
  "build-bundle": "deployment",
  "deploy-model": "deployment",
  "register-monitor": "monitor",
  "set-alerts": "monitor",
};

/** The report's colours, and what it says of lineage. */
function style(): string {
  const colours = reportStyle.slice(0, reportStyle.indexOf("*{"));
  const rules = reportStyle.split("\n").filter((line) => line.startsWith(".lineage"));
  return `${colours.trim()}\n${rules.join("\n")}\n.lineage{background:var(--paper)}`;
}
