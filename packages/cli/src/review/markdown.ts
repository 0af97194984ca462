/** Text as it is: none of its signs mean anything to Markdown or HTML. */
export const plainText = (text: string): string =>
  oneLine(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/[\\`*_[\]#~|@]/g, "\\$&");

/** Text as code, whatever is in it. */
export function codeText(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return line === "" ? "" : `${ticks}${space}${line}${space}${ticks}`;
}

/** "`age`: median → mean" with both sides as code; any other phrase with what stands in backticks as code. */
export function changeMarkdown(phrase: string): string {
  const [, before, after] = /^(.*?): (.* → .*)$/s.exec(phrase) ?? [];
  if (before !== undefined && after !== undefined && /`[^`]+`$/.test(before)) {
    const [old, ...now] = after.split(" → ");
    return `${withCode(before)}: ${codeText(old ?? "")} → ${codeText(now.join(" → "))}`;
  }
  const [, noun, thing, happened] = /^(\w+ |)`(.*)` (added|removed|moved|changed)$/s.exec(phrase) ?? [];
  return thing === undefined ? withCode(phrase) : `${noun}${codeText(thing)} ${happened}`;
}

/** A cell of a table ends at a bar, in code too. */
export const cellText = (markdown: string): string => markdown.replace(/(?<!\\)\|/g, "\\|");

const withCode = (phrase: string): string =>
  phrase
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? codeText(part.slice(1, -1)) : plainText(part)))
    .join("");

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
