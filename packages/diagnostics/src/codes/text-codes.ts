import { type CodeEntry, error } from "../code-entry.ts";
import { example } from "./wording.ts";

const inModel = (line: string): string => `model churn {\n  from = features\n  ${line}\n}`;
const inDataset = (line: string): string => `dataset customers {\n  ${line}\n}`;

/** 1xxx: the text itself. A broken line is left out; everything else is read and checked. */
export const textCodes = {
  unexpectedText: error<{ found: string; expected: string }>(
    "ML1001",
    ({ found, expected }) => `Found ${found} where ${expected} should stand.`,
    example(
      "The line cannot be read as it stands. Only this line is left out; the rest of the file is checked.",
      inModel("predict = = churned"),
    ),
  ),
  missingValue: error<{ after: string }>(
    "ML1002",
    ({ after }) => `Nothing stands after ${after}.`,
    example("A value, a column or a number is wanted here.", inModel("predict =")),
    ({ after }) => `Write a value after ${after}, or remove the line.`,
  ),
  unclosedText: error<{ quote: string }>(
    "ML1003",
    ({ quote }) => `This text has no closing ${quote}.`,
    example(
      'Text between `"` ends on the line where it begins. For several lines use `"""`.',
      inDataset('source = csv("customers.csv)'),
    ),
    ({ quote }) => `Add ${quote} where the text ends.`,
  ),
  unclosedBrace: error<{ what: string }>(
    "ML1004",
    ({ what }) => `${what} has no closing \`}\`.`,
    example(
      "The block is taken to end before the next line that starts a block at the left margin.",
      "dataset customers {\n  key = id\n\ndataset purchases {\n  key = id\n}",
    ),
    () => "Add `}` after its last line.",
  ),
  unopenedBrace: error<{ what: string }>(
    "ML1005",
    ({ what }) => `${what} has no opening \`{\`.`,
    example("What belongs to a block or section stands in braces.", "model churn\n  from = features\n}"),
    () => "Add `{` at the end of this line.",
  ),
  unclosedBracket: error<{ open: string; close: string }>(
    "ML1006",
    ({ open, close }) => `This \`${open}\` has no closing \`${close}\`.`,
    example(
      "A bracket may span lines, but the next attribute, step or `}` ends the search for its partner.",
      inDataset('source = csv("customers.csv"'),
    ),
    ({ close }) => `Add \`${close}\`.`,
  ),
  textOutsideBlocks: error<{ found: string }>(
    "ML1007",
    ({ found }) => `Found ${found} outside of any block.`,
    example("At the top of a file stand blocks and comments, nothing else.", "seed = 42"),
    () => "Blocks begin with a kind and a name: `model churn {`.",
  ),
  unmatchedBrace: error<Record<string, never>>(
    "ML1008",
    () => "This `}` closes nothing.",
    example("Every block is closed already.", "project churn {\n  seed = 42\n}\n}"),
    () => "Remove it, or look for a `{` that is missing above.",
  ),
  needlessSeparator: error<{ separator: string }>(
    "ML1009",
    ({ separator }) => `\`${separator}\` is not needed here.`,
    example("The end of the line ends an entry.", inModel("predict = churned;")),
    ({ separator }) => `Remove the \`${separator}\`.`,
  ),
  wrongQuotes: error<{ found: string }>(
    "ML1010",
    ({ found }) => `Text stands between \`"\`, not ${found}.`,
    example("Curly quotes often come from a word processor or a chat.", inDataset("source = csv(“customers.csv”)")),
    () => 'Use `"`.',
  ),
  wrongOperator: error<{ found: string; instead: string }>(
    "ML1011",
    ({ found, instead }) => `\`${found}\` is not a word of this language: write \`${instead}\`.`,
    example(
      "Logic is written in words (`and`, `or`, `not`, `none`), comparisons as `==`, `!=`, `<=`, `>=`.",
      "transform adults {\n  from people\n  filter age >= 18 && age < 65\n}",
    ),
  ),
  assignmentInCondition: error<Record<string, never>>(
    "ML1012",
    () => "`=` gives a value; a comparison is written `==`.",
    example("A condition compares.", 'transform adults {\n  from people\n  filter segment = "adult"\n}'),
    () => "Write `==`.",
  ),
  comparisonAsAssignment: error<{ found: string }>(
    "ML1013",
    ({ found }) => `An attribute is given its value with \`=\`, not \`${found}\`.`,
    example("`name = value` gives a value.", inModel("predict: churned")),
    () => "Write `=`.",
  ),
  wrongComment: error<Record<string, never>>(
    "ML1014",
    () => "A comment begins with `#`.",
    example("`//` is no comment here.", inModel("predict = churned // who left")),
    () => "Write `#`.",
  ),
  unknownEscape: error<{ escape: string }>(
    "ML1015",
    (p) => `\`${p.escape}\` is not an escape.`,
    example(
      'In text, `\\n`, `\\t`, `\\r`, `\\"`, `\\\\`, `\\{` and `\\u{1F600}` have a meaning of their own.',
      inDataset('source = csv("C:\\data\\customers.csv")'),
    ),
    () => "Write `\\\\` for a backslash; paths may be written with `/` on every system.",
  ),
  loneBraceInText: error<Record<string, never>>(
    "ML1016",
    () => "In text, `{` begins the name of a parameter: `{data}`.",
    example('`"{data}/x.csv"` puts a `param` in; `{{` stands for a brace.', inDataset('source = json("{a,b}.json")')),
    () => "Write `{{` for a brace.",
  ),
  unknownUnit: error<{ unit: string; suggestion: string }>(
    "ML1017",
    ({ unit, suggestion }) => `\`${unit}\` is not a unit${suggestion ? `: write \`${suggestion}\`` : ""}.`,
    example(
      "Units stand right after the number: `%`; `ms s m h d`; `B KB MB GB TB KiB MiB GiB TiB`; `/s /m /h /d`.",
      "search boosting {\n  budget = 30min\n}",
    ),
    () => "Known units: % ms s m h d B KB MB GB TB KiB MiB GiB TiB /s /m /h /d.",
  ),
  impossibleInstant: error<{ text: string }>(
    "ML1018",
    ({ text }) => `\`${text}\` is not a day or time that exists.`,
    example("The calendar has no such day.", "transform old {\n  from people\n  filter born < 2020-02-30\n}"),
    () => "Dates are written 2020-04-01, times 2020-04-01T12:30:00Z.",
  ),
  numberTooLarge: error<{ text: string }>(
    "ML1019",
    ({ text }) => `\`${text}\` is more than a number can hold.`,
    example("Numbers are IEEE doubles, up to 1.8e308.", "project churn {\n  seed = 1e999\n}"),
  ),
  chainedComparison: error<{ suggestion: string }>(
    "ML1020",
    () => "Comparisons do not chain.",
    example("`a < b < c` is two comparisons.", "transform adults {\n  from people\n  filter 18 <= age < 65\n}"),
    ({ suggestion }) => `Write \`${suggestion}\`.`,
  ),
  unclosedName: error<Record<string, never>>(
    "ML1021",
    () => "This name has no closing backtick.",
    example("A name in backticks ends on the line where it begins.", inModel("predict = `Left?")),
    () => "Add a backtick where the name ends.",
  ),
  strayCharacter: error<{ character: string }>(
    "ML1022",
    ({ character }) => `${character} has no meaning here.`,
    example("Names with anything but letters, digits and `_` stand in backticks.", inModel("predict = churned @ home")),
    () => "Remove it, or put the name that it belongs to in backticks.",
  ),
  missingName: error<{ kind: string }>(
    "ML1023",
    ({ kind }) => `This ${kind} has no name.`,
    example("A block is a kind, a name and what is in braces.", "model {\n  from = features\n}"),
    ({ kind }) => `Write one: \`${kind} my_${kind} {\`.`,
  ),
  quotedName: error<{ name: string }>(
    "ML1024",
    ({ name }) => `A name stands without quotes: ${name}.`,
    example("Names are words; text stands in quotes.", 'model "churn" {\n  from = features\n}'),
  ),
  bareList: error<Record<string, never>>(
    "ML1025",
    () => "Several values stand in brackets.",
    example("A list is written `[a, b]`.", inModel("metrics = auc, f1")),
    () => "Write `[a, b]`.",
  ),
  missingComma: error<{ before: string }>(
    "ML1026",
    ({ before }) => `A comma is missing before ${before}.`,
    example(
      "A word after an operand begins a clause (`on`, `with`, `by` …); two operands have a comma between them.",
      "transform features {\n  from people\n  drop email phone\n}",
    ),
    () => "Write a comma, or the word of a clause.",
  ),
  nestedTooDeep: error<{ limit: number }>(
    "ML1027",
    ({ limit }) => `This is nested more than ${limit} deep.`,
    example(
      "So deep an expression is hardly meant; name its parts with `derive`.",
      `project deep {\n  seed = ${"(".repeat(70)}1${")".repeat(70)}\n}`,
    ),
    () => "Name parts of it with `derive`.",
  ),
  argumentWithEquals: error<Record<string, never>>(
    "ML1028",
    () => "An argument is given with `:`, not `=`.",
    example(
      "`name: value` in parentheses, `name = value` in braces.",
      inDataset('source = csv("a.csv", delimiter = ";")'),
    ),
    () => "Write `:`.",
  ),
} satisfies Record<string, CodeEntry<never>>;
