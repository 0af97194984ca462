import type { PredictionTable } from "./read-predictions.ts";

/** A CSV file with a header, as RFC 4180 has it; undefined where lines differ in how many cells they have, with the line. */
export function csvTable(text: string): PredictionTable | { readonly line: number; readonly cells: number } {
  const lines = csvRows(text.replace(/^\uFEFF/, ""));
  const [names = [], ...rows] = lines;
  const odd = rows.findIndex((row) => row.length !== names.length);
  if (odd >= 0) return { line: odd + 2, cells: rows[odd]!.length };
  return { names, rows: rows.length, cell: (row, column) => rows[row]![column]! };
}

function csvRows(text: string): string[][] {
  if (!text.includes('"')) {
    const lines = text.split(/\r?\n/);
    return lines.filter((line) => line !== "").map((line) => line.split(","));
  }
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell.text);
    at = cell.end;
    if (text[at] === ",") {
      at++;
      if (at === text.length) row.push("");
      else continue;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}

interface Cell {
  readonly text: string;
  /** Where the sign after it stands. */
  readonly end: number;
}

function plainCell(text: string, start: number): Cell {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end++;
  return { text: text.slice(start, end), end };
}

function quotedCell(text: string, start: number): Cell {
  let cell = "";
  let at = start + 1;
  for (; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') cell += text[++at];
    else break;
  }
  return { text: cell, end: Math.min(text.length, at + 1) };
}
