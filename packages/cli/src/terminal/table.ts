/** Columns lined up, two spaces apart; numbers (cells that look like one) stand right. The first row is the head. */
export function textTable(
  rows: readonly (readonly string[])[],
  dim: (text: string) => string = (text) => text,
): string {
  const [head, ...body] = rows;
  if (!head) return "";
  const widths = head.map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? "")].length)));
  const numeric = head.map(
    (_, column) => body.length > 0 && body.every((row) => /^([-+±]?[\d.,  ]+( ?%)?|–|)$/.test(row[column] ?? "")),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const space = " ".repeat((widths[column] as number) - [...cell].length);
        return numeric[column] ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  return `${[dim(line(head)), ...body.map(line)].join("\n")}\n`;
}
