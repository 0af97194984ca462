const ranges = { 1: "The text", 2: "Names", 3: "Types and checks", 4: "Planning", 5: "Running" };

/** Every code with its explanation, in the order of the codes. */
export function diagnosticsPage({ codes }) {
  const entries = Object.entries(codes).sort(([, a], [, b]) => (a.code < b.code ? -1 : 1));
  const parts = Object.entries(ranges).map(([digit, title]) => {
    const own = entries.filter(([, entry]) => entry.code[2] === digit);
    const texts = own.map(
      ([name, entry]) => `\n### ${entry.code} ${name}\n\n*${entry.severity}*\n\n${entry.explanation.trim()}\n`,
    );
    return `\n## ${digit}xxx: ${title}\n${texts.join("")}`;
  });
  return `<!-- Made by \`npm run generate\` from the code table of \`packages/diagnostics\`. Change the table, not this page. -->\n\n# Diagnostics\n\n\`mlopsc explain CODE\` prints the same.\n${parts.join("")}`;
}
