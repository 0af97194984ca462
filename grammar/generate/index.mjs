import { diagnosticsPage } from "./diagnostics-page.mjs";
import { ebnf } from "./ebnf.mjs";
import { railroad } from "./railroad.mjs";
import { reference } from "./reference.mjs";
import { textmate } from "./textmate.mjs";

/** Everything that is made from the tables, by its path from the repository's root. Depends on the tables alone. */
export function generated({ vocabulary, grammar, codes }) {
  const pages = Object.entries(reference({ vocabulary })).map(([file, text]) => [
    `docs/language/reference/${file}`,
    text,
  ]);
  return new Map([
    ["grammar/generated/mlops.ebnf", ebnf({ vocabulary, grammar })],
    ["grammar/generated/railroad.html", railroad({ grammar })],
    ["grammar/generated/mlops.tmLanguage.json", textmate({ vocabulary, grammar })],
    ["docs/diagnostics.md", diagnosticsPage({ codes })],
    ...pages,
  ]);
}
