import { type DrawnStep, graphOf } from "./graph.ts";

/** The steps as a Mermaid flowchart, a sub-graph a block; steps with something to do carry their action as a class. */
export function drawMermaid(steps: readonly DrawnStep[]): string {
  const { blocks, edges, names } = graphOf(steps);
  const lines = ["flowchart LR"];
  blocks.forEach(({ block, steps: parts }, index) => {
    lines.push(`  subgraph b${index}[${quoted(block)}]`);
    for (const { address, kind, action } of parts) {
      const style = action === undefined || action === "reuse" ? "" : `:::${action}`;
      lines.push(`    ${names.get(address)}[${quoted(`${partOf(address)}<br/>${kind}`)}]${style}`);
    }
    lines.push("  end");
  });
  for (const { from, to } of edges) lines.push(`  ${names.get(from)} --> ${names.get(to)}`);
  const used = new Set(steps.map(({ action }) => action));
  for (const [action, style] of styles) if (used.has(action)) lines.push(`  classDef ${action} ${style}`);
  return `${lines.join("\n")}\n`;
}

const styles = [
  ["create", "stroke:#2da44e,stroke-width:2px"],
  ["update", "stroke:#bf8700,stroke-width:2px"],
  ["replace", "stroke:#bc4c00,stroke-width:2px"],
  ["remove", "stroke:#cf222e,stroke-dasharray:4"],
] as const;

/** `search` of `model.churn/search`; a block's main step goes by its block. */
const partOf = (address: string): string => address.slice(address.indexOf("/") + 1);

const quoted = (text: string): string => `"${text.replaceAll('"', "#quot;")}"`;
