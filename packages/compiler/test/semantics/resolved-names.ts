import { compileProject, type Target } from "../../src/index.ts";

/** Each line of a source with what its names stand for: `from = features · features → transform.features`. */
export function resolvedNames(source: string): string {
  const { resolutions } = compileProject({
    files: [{ path: "a.mlops", text: source }],
    parameters: {},
    inferred: new Map(),
  });
  const found = resolutions.flat().map(({ where, span, target }) => {
    const start = where.offset + span.start;
    return { start, text: `${source.slice(start, where.offset + span.end)} → ${nameOf(target)}` };
  });
  let offset = 0;
  const lines = source.split("\n").flatMap((line): readonly string[] => {
    const [from, to] = [offset, offset + line.length];
    offset = to + 1;
    const here = found.filter(({ start }) => start >= from && start <= to).sort((a, b) => a.start - b.start);
    return here.length === 0 ? [] : [[line.trim(), ...here.map(({ text }) => text)].join(" · ")];
  });
  return lines.join("\n");
}

const nameOf = (target: Target): string => target.declaration.address;
