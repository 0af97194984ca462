export { tokenise } from "./lexer.ts";
export { parseBlock } from "./parse-block.ts";
export { parseFile } from "./parse-file.ts";
export type * from "./syntax-tree.ts";
export { clauseWords, verbSynonyms } from "./words.ts";
