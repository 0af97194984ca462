import { type CustomPatternMatcherFunc, createToken, type ILexerConfig, Lexer, type TokenType } from "chevrotain";

/** Chevrotain drops the `u` flag of patterns, so names and whatever else needs it are matched here. */
const sticky =
  (source: string): CustomPatternMatcherFunc =>
  (text, offset) => {
    const pattern = compiled.get(source) ?? compile(source);
    pattern.lastIndex = offset;
    return pattern.exec(text) as RegExpExecArray | null;
  };
const compiled: Map<string, RegExp> = new Map();
const compile = (source: string): RegExp => {
  const pattern = new RegExp(source, "uy");
  compiled.set(source, pattern);
  return pattern;
};

/** Letters of any script, digits, `_`. */
export const namePattern = "[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*";
const afterAscii = Array.from({ length: 1022 }, (_, index) => 128 + index * 64);
const asciiLetters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"];
const highCodes = [...Array.from({ length: 128 }, (_, index) => 128 + index), ...afterAscii, 65_535];

const plain = (name: string, pattern: RegExp | string, label?: string): TokenType =>
  createToken({ name, pattern, ...(label ? { label } : {}) });

/** Stands between two operands. */
export const BinaryOperator: TokenType = createToken({
  name: "BinaryOperator",
  pattern: Lexer.NA,
  label: "an operator",
});
const operator = (name: string, pattern: RegExp): TokenType =>
  createToken({ name, pattern, label: `\`${pattern.source.replaceAll("\\", "")}\``, categories: [BinaryOperator] });

export const Name: TokenType = createToken({
  name: "Name",
  pattern: sticky(namePattern),
  start_chars_hint: [...asciiLetters, ...highCodes],
  line_breaks: false,
  label: "a name",
});
const keyword = (name: string, categories: TokenType[] = []): TokenType =>
  createToken({
    categories,
    name: name[0]?.toUpperCase() + name.slice(1),
    pattern: name,
    longer_alt: Name,
    label: `\`${name}\``,
  });

export const And: TokenType = keyword("and", [BinaryOperator]);
export const Or: TokenType = keyword("or", [BinaryOperator]);
export const Not: TokenType = keyword("not");
export const In: TokenType = keyword("in", [BinaryOperator]);
export const True: TokenType = keyword("true");
export const False: TokenType = keyword("false");
export const None: TokenType = keyword("none");

export const Space: TokenType = createToken({
  name: "Space",
  pattern: /[ \t\u00a0\ufeff]+|\r(?!\n)/,
  group: Lexer.SKIPPED,
});
export const Newline: TokenType = createToken({
  name: "Newline",
  pattern: /\r?\n/,
  line_breaks: true,
  label: "the end of the line",
});
export const Comment: TokenType = plain("Comment", /#[^\n]*/, "a comment");
export const SlashComment: TokenType = plain("SlashComment", /\/\/[^\n]*/, "a comment");
export const QuotedName: TokenType = plain("QuotedName", /`[^`\n]+`/, "a name");
export const UnclosedName: TokenType = plain("UnclosedName", /`[^`\n]*/, "a name");
export const TripleText: TokenType = createToken({
  name: "TripleText",
  pattern: /"""[\s\S]*?"""/,
  line_breaks: true,
  label: "text",
});
export const UnclosedTripleText: TokenType = createToken({
  name: "UnclosedTripleText",
  pattern: /"""[\s\S]*/,
  line_breaks: true,
  label: "text",
});
export const Text: TokenType = plain("Text", /"(?:[^"\\\n]|\\[^\n])*"/, "text");
export const UnclosedText: TokenType = plain("UnclosedText", /"(?:[^"\\\n]|\\[^\n])*\\?/, "text");
export const WrongText: TokenType = createToken({
  name: "WrongText",
  pattern: /[“”„«][^“”»"\n]*[“”»"]?|['‘’][^'‘’\n]*['‘’]?/,
  label: "text",
});
export const Instant: TokenType = plain(
  "Instant",
  /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?/,
  "a date",
);
/** Its unit is part of a number; `%` is not when an operand follows: `7%2`. */
export const NumberLiteral: TokenType = createToken({
  name: "Number",
  pattern: sticky(
    '\\d[\\d_]*(?:\\.\\d[\\d_]*)?(?:[eE][+-]?\\d+)?(?:%(?![\\p{L}\\p{N}_("`])|/[smhd](?![\\p{L}\\p{N}_(])|[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*)?',
  ),
  start_chars_hint: [..."0123456789"],
  line_breaks: false,
  label: "a number",
});

export const WrongEquals: TokenType = plain("WrongEquals", /===/, "`===`");
export const Equals: TokenType = operator("Equals", /==/);
export const WrongNotEquals: TokenType = plain("WrongNotEquals", /!==|<>/, "`<>`");
export const NotEquals: TokenType = operator("NotEquals", /!=/);
export const WrongAtLeast: TokenType = plain("WrongAtLeast", /=>/, "`=>`");
export const WrongAtMost: TokenType = plain("WrongAtMost", /=</, "`=<`");
export const AtLeast: TokenType = operator("AtLeast", />=/);
export const AtMost: TokenType = operator("AtMost", /<=/);
export const Less: TokenType = operator("Less", /</);
export const Greater: TokenType = operator("Greater", />/);
export const WrongAnd: TokenType = plain("WrongAnd", /&&?/, "`&&`");
export const WrongOr: TokenType = plain("WrongOr", /\|\|?/, "`||`");
export const WrongNot: TokenType = plain("WrongNot", /!/, "`!`");
export const Assign: TokenType = plain("Assign", /=/, "`=`");
export const Plus: TokenType = operator("Plus", /\+/);
export const Minus: TokenType = operator("Minus", /-/);
export const WrongPower: TokenType = plain("WrongPower", /\*\*/, "`**`");
export const Times: TokenType = operator("Times", /\*/);
export const Divide: TokenType = operator("Divide", /\//);
export const Modulo: TokenType = operator("Modulo", /%/);
export const Power: TokenType = operator("Power", /\^/);
export const Range: TokenType = operator("Range", /\.\./);
export const Dot: TokenType = plain("Dot", /\./, "`.`");
export const Comma: TokenType = plain("Comma", /,/, "`,`");
export const Colon: TokenType = plain("Colon", /:/, "`:`");
export const Semicolon: TokenType = plain("Semicolon", /;/, "`;`");
export const Question: TokenType = plain("Question", /\?/, "`?`");
export const LeftParenthesis: TokenType = plain("LeftParenthesis", /\(/, "`(`");
export const RightParenthesis: TokenType = plain("RightParenthesis", /\)/, "`)`");
export const LeftBracket: TokenType = plain("LeftBracket", /\[/, "`[`");
export const RightBracket: TokenType = plain("RightBracket", /\]/, "`]`");
export const LeftBrace: TokenType = plain("LeftBrace", /\{/, "`{`");
export const RightBrace: TokenType = plain("RightBrace", /\}/, "`}`");
/** Anything else, so that every text has tokens. */
export const Stray: TokenType = createToken({
  name: "Stray",
  pattern: /[\ud800-\udbff][\udc00-\udfff]|[\s\S]/,
  line_breaks: true,
  start_chars_hint: [...Array.from({ length: 128 }, (_, index) => index), ...highCodes],
});

/** In the order in which they are tried. */
export const tokenTypes: TokenType[] = [
  BinaryOperator,
  Space,
  Newline,
  Comment,
  SlashComment,
  And,
  Or,
  Not,
  In,
  True,
  False,
  None,
  Name,
  QuotedName,
  UnclosedName,
  TripleText,
  UnclosedTripleText,
  Text,
  UnclosedText,
  WrongText,
  Instant,
  NumberLiteral,
  WrongEquals,
  Equals,
  WrongNotEquals,
  NotEquals,
  WrongAtLeast,
  WrongAtMost,
  AtLeast,
  AtMost,
  Less,
  Greater,
  WrongAnd,
  WrongOr,
  WrongNot,
  Assign,
  Plus,
  Minus,
  WrongPower,
  Times,
  Divide,
  Modulo,
  Power,
  Range,
  Dot,
  Comma,
  Colon,
  Semicolon,
  Question,
  LeftParenthesis,
  RightParenthesis,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  Stray,
];

export const lexerOptions: ILexerConfig = {
  positionTracking: "onlyOffset",
  ensureOptimizations: true,
  // A test validates; every start of a command would pay for it.
  skipValidations: true,
};
