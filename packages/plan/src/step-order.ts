/** What ordering needs to know of a step. */
export interface Node {
  readonly address: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The same steps, inputs first, otherwise in the order given. Throws on a cycle or an unknown input: the compiler's bug. */
export function executionOrder<T extends Node>(steps: readonly T[]): readonly T[] {
  const byAddress = new Map(steps.map((step) => [step.address, step]));
  if (byAddress.size !== steps.length) throw new Error(`Two steps share the address ${repeated(steps)}.`);
  const ordered: T[] = [];
  const state = new Map<string, "open" | "done">();
  for (const step of steps) visit(step, byAddress, state, ordered);
  return ordered;
}

/** Address → number of steps on the longest way from a step without inputs (0 for those). Steps of a level may run at once. */
export function executionLevels(steps: readonly Node[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const { address, inputs } of executionOrder(steps)) {
    levels.set(address, Math.max(-1, ...Object.values(inputs).map((input) => levels.get(input) ?? 0)) + 1);
  }
  return levels;
}

/** Depth first without recursion: a chain of ten thousand steps must not exhaust the stack. */
function visit<T extends Node>(
  first: T,
  byAddress: ReadonlyMap<string, T>,
  state: Map<string, "open" | "done">,
  ordered: T[],
): void {
  if (state.has(first.address)) return;
  const stack = [{ step: first, inputs: Object.values(first.inputs), next: 0 }];
  state.set(first.address, "open");
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const input = frame.inputs[frame.next++];
    if (input === undefined) {
      state.set(frame.step.address, "done");
      ordered.push(frame.step);
      stack.pop();
      continue;
    }
    if (state.get(input) === "done") continue;
    const step = byAddress.get(input);
    if (!step) throw new Error(`${frame.step.address} reads ${input}, which is no step.`);
    if (state.get(input) === "open") {
      throw new Error(`A cycle: ${[...stack.map((each) => each.step.address), input].join(" → ")}.`);
    }
    state.set(input, "open");
    stack.push({ step, inputs: Object.values(step.inputs), next: 0 });
  }
}

function repeated(steps: readonly Node[]): string {
  const seen = new Set<string>();
  for (const { address } of steps) {
    if (seen.has(address)) return address;
    seen.add(address);
  }
  return "";
}
