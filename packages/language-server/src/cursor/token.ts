import { tokenise } from "@mlopsc/grammar";

/** A token of a text that may be broken anywhere. `text` of a name is without backticks. */
export interface Token {
  /** As the lexer calls it; `Call`, `List` and `Group` stand for what is closed in brackets. */
  readonly type: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** All tokens of a text. */
export const tokensOf = (text: string): readonly Token[] =>
  tokenise(text).map(({ tokenType, image, startOffset }) => ({
    type: tokenType.name,
    text: image.startsWith("`") ? image.replaceAll("`", "") : image,
    start: startOffset,
    end: startOffset + image.length,
  }));

const names: ReadonlySet<string> = new Set(["Name", "QuotedName", "UnclosedName"]);
const words: ReadonlySet<string> = new Set([...names, "And", "Or", "In", "Not", "True", "False", "None"]);
const texts: ReadonlySet<string> = new Set(["Text", "UnclosedText", "TripleText", "UnclosedTripleText", "WrongText"]);
const values: readonly string[] = [...names, ...texts, "Number", "Instant", "True", "False", "None"];
const starts: ReadonlySet<string> = new Set([...values, "LeftParenthesis", "LeftBracket", "Not"]);
const closed: readonly string[] = ["RightParenthesis", "RightBracket", "Call", "List", "Group"];
const ends: ReadonlySet<string> = new Set([...values, ...closed, "Question"]);
const comparisons: ReadonlySet<string> = new Set([
  ...["Equals", "NotEquals", "Less", "AtMost", "Greater", "AtLeast", "In"],
]);
const calculations: readonly string[] = ["And", "Or", "Plus", "Minus", "Times", "Divide", "Modulo", "Power", "Range"];
const operators: ReadonlySet<string> = new Set([...comparisons, ...calculations]);
const continuing: ReadonlySet<string> = new Set([...operators, "Comma", "Assign", "Colon", "Not"]);

export const isName = ({ type }: Token): boolean => names.has(type);
/** Names and the words that are operators or values. */
export const isWord = ({ type }: Token): boolean => words.has(type);
export const isText = ({ type }: Token): boolean => texts.has(type);
export const isComment = ({ type }: Token): boolean => type === "Comment" || type === "SlashComment";
export const isComparison = ({ type }: Token): boolean => comparisons.has(type);
export const isOperator = ({ type }: Token): boolean => operators.has(type);
export const startsOperand = ({ type }: Token): boolean => starts.has(type);
export const endsOperand = ({ type }: Token): boolean => ends.has(type);
/** True of tokens after which a line goes on below. */
export const continues = ({ type }: Token): boolean => continuing.has(type);
export const isOpening = ({ type }: Token): boolean => type === "LeftParenthesis" || type === "LeftBracket";
export const isClosing = ({ type }: Token): boolean => type === "RightParenthesis" || type === "RightBracket";
