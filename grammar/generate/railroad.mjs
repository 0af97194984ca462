import rr from "railroad-diagrams";

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1b1f24; background: #fff }
  h2 { font-size: 1rem; margin: 2rem 0 0.3rem }
  nav a { margin-right: 0.8rem }
  figure { margin: 0; overflow-x: auto }
  svg.railroad-diagram path { stroke-width: 2; stroke: #57606a; fill: none }
  svg.railroad-diagram text { font: 14px ui-monospace, monospace; text-anchor: middle; fill: #1b1f24 }
  svg.railroad-diagram rect { stroke-width: 1.5; stroke: #0969da; fill: #ddf4ff }
  svg.railroad-diagram g.non-terminal rect { stroke: #57606a; fill: #f6f8fa }
`;

/** The parser's rules as railroad diagrams: one page with nothing to load. */
export function railroad({ grammar }) {
  const rules = grammar.serialisedRules();
  const figures = rules.map(
    (rule) =>
      `<h2 id="${rule.name}">${rule.name}</h2>\n<figure>${rr.Diagram(...rule.definition.map(part)).toString()}</figure>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The mlops grammar</title>
<style>${style}</style>
<h1>The mlops grammar</h1>
<p>Made by <code>npm run generate</code> from the parser's own rules. A block is <code>kind name { … }</code>; each line in it is one of
attribute, step, field, condition, check or dimension.</p>
<nav>${rules.map(({ name }) => `<a href="#${name}">${name}</a>`).join(" ")}</nav>
${figures.join("\n")}
</html>
`;
}

const several = (items) => (items.length === 1 ? part(items[0]) : rr.Sequence(...items.map(part)));

function part(item) {
  switch (item.type) {
    case "Terminal":
      return rr.Terminal((item.label ?? item.name).replaceAll("`", ""));
    case "NonTerminal":
      return rr.NonTerminal(item.name, `#${item.name}`);
    case "Option":
      return rr.Optional(several(item.definition));
    case "Repetition":
      return rr.ZeroOrMore(several(item.definition));
    case "Alternation":
      return rr.Choice(0, ...item.definition.map(part));
    case "Alternative":
      return several(item.definition);
    default:
      throw new Error(`no diagram for ${item.type}`);
  }
}
