import { type DrawnStep, graphOf } from "./graph.ts";

/**
 * The steps as indented text: what nobody reads stands on the left, under it what it is made from. A step that was
 * drawn before is named again with `…` in place of its inputs.
 */
export function drawText(steps: readonly DrawnStep[]): string {
  const { edges } = graphOf(steps);
  const byAddress = new Map(steps.map((step) => [step.address, step]));
  const read = new Set(edges.map(({ from }) => from));
  const drawn = new Set<string>();
  const lines: string[] = [];
  const draw = (step: DrawnStep, role: string, depth: number): void => {
    const inputs = Object.entries(step.inputs).sort(([left], [right]) => (left < right ? -1 : 1));
    const again = drawn.has(step.address) && inputs.length > 0;
    lines.push(`${"  ".repeat(depth)}${role}${step.address} (${step.kind})${again ? " …" : ""}`);
    drawn.add(step.address);
    if (again) return;
    for (const [name, address] of inputs) {
      const input = byAddress.get(address);
      if (input) draw(input, name === address ? "" : `${name}: `, depth + 1);
    }
  };
  for (const step of steps) if (!read.has(step.address)) draw(step, "", 0);
  return `${lines.join("\n")}\n`;
}
