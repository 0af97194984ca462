export { tokenise } from "./lexer.ts";
export { units } from "./literals/read-number.ts";
export { serialisedRules } from "./member-parser.ts";
export { parseBlock } from "./parse-block.ts";
export { parseFile } from "./parse-file.ts";
export { precedence } from "./precedence.ts";
export type * from "./syntax-tree.ts";
export { clauseWords, flagClauses, verbSynonyms } from "./words.ts";
