import type { Compilation } from "@mlopsc/compiler";
import type { BrokenSyntax, Member } from "@mlopsc/grammar";
import { placeIn } from "../names/named.ts";
import type { Refusal } from "./refusal.ts";

/** A line that cannot be read and has the word, which then may be any name. Null where there is none. */
export function unreadLine({ files }: Compilation, name: string): Refusal | null {
  for (const { path, blocks } of files) {
    for (const { block, offset } of blocks) {
      const line = brokenLines(block.members).find(({ text }) => wordsIn(text).includes(name));
      if (line === undefined) continue;
      const refused = `A line that cannot be read has the word \`${name}\`: mend it first.`;
      return { refused, place: placeIn({ file: path, offset }, line.span) };
    }
  }
  return null;
}

const brokenLines = (members: readonly Member[]): readonly BrokenSyntax[] =>
  members.flatMap((member) => {
    if (member.node === "section") return brokenLines(member.members);
    return member.node === "broken" ? [member] : [];
  });

const wordsIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]+)`|[\p{L}_][\p{L}\p{N}_]*/gu)].map(([word, quoted]) => quoted ?? word);
