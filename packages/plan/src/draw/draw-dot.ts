import { type DrawnStep, graphOf } from "./graph.ts";

/** The steps in Graphviz's language, a cluster a block. */
export function drawDot(steps: readonly DrawnStep[]): string {
  const { blocks, edges } = graphOf(steps);
  const lines = ["digraph mlops {", "  rankdir=LR;", '  node [shape=box, style=rounded, fontname="sans-serif"];'];
  blocks.forEach(({ block, steps: parts }, index) => {
    lines.push(`  subgraph cluster_${index} {`, `    label=${quoted(block)};`);
    for (const { address, kind, action } of parts) {
      const colour = action === undefined || action === "reuse" ? "" : `, color="${colours[action]}"`;
      lines.push(`    ${quoted(address)} [label=${quoted(`${address}\n${kind}`)}${colour}];`);
    }
    lines.push("  }");
  });
  for (const { from, to } of edges) lines.push(`  ${quoted(from)} -> ${quoted(to)};`);
  return `${[...lines, "}"].join("\n")}\n`;
}

const colours = { create: "#2da44e", update: "#bf8700", replace: "#bc4c00", remove: "#cf222e" } as const;

const quoted = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
