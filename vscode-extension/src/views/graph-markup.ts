/**
 * The drawing of `mlopsc graph --format svg` for a page of ours: without its style, which a strict page would refuse and
 * ours replaces, so that it has the editor's colours. Undefined where there is no drawing.
 */
export function graphMarkup(svg: string): string | undefined {
  const start = svg.indexOf("<svg");
  const end = svg.lastIndexOf("</svg>");
  if (start === -1 || end === -1) return undefined;
  return svg.slice(start, end + "</svg>".length).replace(/<style>[\s\S]*?<\/style>/g, "");
}
