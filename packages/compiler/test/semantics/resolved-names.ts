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

function nameOf(target: Target): string {
  switch (target.kind) {
    case "block":
      return target.declaration.address;
    case "column": {
      const { declaration, name, span, stem } = target.name;
      const sign = span === null ? (stem === undefined ? "*" : `* of ${nameOf({ ...target, name: stem })}`) : "";
      return `${declaration.name}.${name}${target.inQuery ? "?" : ""}${sign}`;
    }
    case "part":
      return `${target.declaration.name}: ${target.declaration.block.text.slice(target.span.start, target.span.end)}`;
    case "same name":
      return target.pairs
        .map((pair) => pair.map(({ declaration, name }) => `${declaration.name}.${name}`).join(" = "))
        .join(", ");
  }
}
