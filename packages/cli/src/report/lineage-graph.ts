import { html, join, type Markup } from "./markup.ts";
import type { LineageGraph, LineageNode } from "./report-data.ts";

const box = { width: 152, height: 46 };
const space = { across: 36, down: 18 };
/** Characters that fit into a box. */
const labelLength = 17;
const detailLength = 23;

interface Placed {
  readonly node: LineageNode;
  readonly x: number;
  readonly y: number;
}

/**
 * What was made from what, left to right. A node stands one layer after the last of those it reads; within a layer nodes
 * are put in the order of the mean place of what they read, which keeps most lines from crossing.
 */
export function lineageGraph(graph: LineageGraph): Markup {
  const placed = place(graph);
  const right = Math.max(...[...placed.values()].map(({ x }) => x + box.width));
  const bottom = Math.max(...[...placed.values()].map(({ y }) => y + box.height));
  const lines = graph.edges.flatMap(({ from, to }) => {
    const start = placed.get(from);
    const end = placed.get(to);
    return start === undefined || end === undefined ? [] : [line(start, end)];
  });
  const label = `Lineage of ${graph.nodes.length} parts: ${graph.edges.map(({ from, to }) => `${from} to ${to}`).join(", ")}`;
  return html`<div class="scroll lineage" tabindex="0" role="region" aria-label="lineage"><svg viewBox="-2 -2 ${right + 4} ${bottom + 4}" width="${right + 4}" height="${bottom + 4}" role="img" aria-label="${label}">
${join(lines)}${join([...placed.values()].map(nodeBox))}</svg></div>`;
}

function place({ nodes, edges }: LineageGraph): ReadonlyMap<string, Placed> {
  const layerOf = layers(nodes, edges);
  const columns: LineageNode[][] = [];
  for (const node of nodes) {
    const layer = layerOf.get(node.id)!;
    while (columns.length <= layer) columns.push([]);
    columns[layer]!.push(node);
  }
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const placed = new Map<string, Placed>();
  columns.forEach((column, layer) => {
    const meanAbove = (node: LineageNode): number => {
      const read = edges.flatMap(({ from, to }) => (to === node.id ? (placed.get(from)?.y ?? []) : []));
      return read.length === 0 ? 0 : read.reduce((sum, y) => sum + y, 0) / read.length;
    };
    const wished = column.map((node) => ({ node, mean: meanAbove(node) })).sort((a, b) => a.mean - b.mean);
    const step = box.height + space.down;
    let next = ((tallest - column.length) * step) / 2;
    if (layer > 0 && wished.length > 0) next = Math.min(next, Math.max(0, wished[0]!.mean));
    const room = (tallest - column.length) * step;
    wished.forEach(({ node, mean }, index) => {
      const y = Math.min(Math.max(next, layer === 0 ? next : mean), room + index * step);
      placed.set(node.id, { node, x: layer * (box.width + space.across), y: Math.round(y) });
      next = y + step;
    });
  });
  return placed;
}

/** The longest way to each node; a line back, which a sound graph does not have, is not followed. */
function layers(nodes: readonly LineageNode[], edges: LineageGraph["edges"]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const open = new Set<string>();
  const depth = (id: string): number => {
    const known = found.get(id);
    if (known !== undefined) return known;
    if (open.has(id)) return -1;
    open.add(id);
    const layer = edges.reduce((most, { from, to }) => (to === id ? Math.max(most, depth(from) + 1) : most), 0);
    open.delete(id);
    found.set(id, layer);
    return layer;
  };
  for (const { id } of nodes) depth(id);
  return found;
}

function line(start: Placed, end: Placed): Markup {
  const [x1, y1] = [start.x + box.width, start.y + box.height / 2];
  const [x2, y2] = [end.x, end.y + box.height / 2];
  const bend = Math.max(space.across / 2, (x2 - x1) / 2);
  return html`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 5} ${y2}"/><path class="head" d="M${x2 - 7} ${y2 - 4}l7 4l-7 4z"/>`;
}

function nodeBox({ node, x, y }: Placed): Markup {
  const detail = node.detail === undefined ? "" : ` · ${node.detail}`;
  return html`<g class="${node.kind}" data-id="${node.id}" transform="translate(${x} ${y})"><title>${node.label}${detail}</title><rect width="${box.width}" height="${box.height}" rx="5"/><rect class="mark" width="4" height="${box.height}" rx="2"/><text x="14" y="19" class="label">${cut(node.label, labelLength)}</text><text x="14" y="35">${cut(`${node.kind}${detail}`, detailLength)}</text></g>\n`;
}

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
