import type { ScannedBlock } from "../spec/scan-blocks.ts";

/** The lines of a block that must hold, and the step that holds the data or the model to them. */
export interface CheckGroup {
  readonly block: ScannedBlock;
  /** `dataset.customers/expect`, `model.churn/evaluate`. */
  readonly address: string;
  readonly lines: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

/** Each block with an `expect` or a `gate`, in the order of the file. */
export function checkGroups(blocks: readonly ScannedBlock[]): readonly CheckGroup[] {
  return blocks.flatMap((block) =>
    block.sections
      .filter(({ name, lines }) => steps[name] !== undefined && lines.length > 0)
      .map(({ name, lines }) => ({ block, address: `${block.address}/${steps[name]}`, lines })),
  );
}

const steps: Readonly<Record<string, string>> = { expect: "expect", gate: "evaluate" };
