import { type IToken, Lexer } from "chevrotain";
import { lexerOptions, tokenTypes } from "./tokens.ts";

const lexer = new Lexer(tokenTypes, lexerOptions);

/** The tokens of a text, comments and line ends among them. Every character belongs to a token or is white space. */
export const tokenise = (text: string): IToken[] => lexer.tokenize(text).tokens;

/** Chevrotain does not record ends when only offsets are kept. */
export const endOf = (token: IToken): number => token.startOffset + token.image.length;
