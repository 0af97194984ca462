// Draws coloured terminal text as an SVG.

const escapeSign = String.fromCharCode(27);
const styleOrText = new RegExp(`${escapeSign}\\[(\\d+)m|([^${escapeSign}]+)`, "g");
const cell = { width: 8.4, height: 19 };
const colours = {
  31: "#ff7b72",
  32: "#7ee787",
  33: "#e3b341",
  34: "#79c0ff",
  35: "#d2a8ff",
  36: "#76e3ea",
  90: "#8b949e",
};

/** A line as runs of one style. */
function runsOf(line) {
  const runs = [];
  let style = {};
  for (const [, code, plain] of line.matchAll(styleOrText)) {
    if (plain !== undefined) runs.push({ text: plain, ...style });
    else if (code === "0") style = {};
    else if (code === "1") style = { ...style, bold: true };
    else if (code === "2") style = { ...style, dim: true };
    else if (code === "22") style = { ...style, bold: false, dim: false };
    else if (code === "39") style = { ...style, colour: undefined };
    else if (colours[code]) style = { ...style, colour: colours[code] };
  }
  return runs;
}

/** @param text what a terminal would show, with its escape sequences for colours */
export function drawTerminal(text) {
  const lines = text.trimEnd().split("\n").map(runsOf);
  const columns = Math.max(...lines.map((runs) => runs.reduce((sum, { text }) => sum + [...text].length, 0)), 60);
  const width = Math.round(columns * cell.width + 40);
  const height = lines.length * cell.height + 58;
  const rows = lines.map((runs, index) => {
    const spans = runs.map(({ text, bold, dim, colour }) => {
      const style = `${bold ? ' font-weight="700"' : ""}${colour ? ` fill="${colour}"` : dim ? ' fill="#8b949e"' : ""}`;
      return `<tspan${style}>${escaped(text)}</tspan>`;
    });
    return `<text x="20" y="${54 + index * cell.height}" xml:space="preserve">${spans.join("")}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<rect width="100%" height="100%" rx="10" fill="#0d1117"/>
<circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3">
${rows.join("\n")}
</g>
</svg>
`;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
