const lexis = {
  name: 'letter (letter | digit | "_")* | "`" anything but a backtick or a line end "`"',
  number: 'digit (digit | "_")* ("." digit (digit | "_")*)? ("e" ("+" | "-")? digit+)? unit?',
  text: '\'"\' (character | escape | "{" name "}" | "{{" | "}}")* \'"\' | \'"""\' … \'"""\'',
  instant: "YYYY-MM-DD (T HH:MM (:SS (.fraction)?)? (Z | (+|-)HH:MM)?)?",
  comment: '"#" … end of line; "##" before a block documents it',
};
const terminals = {
  Name: "name",
  Number: "number",
  Text: "text",
  TripleText: "text",
  Instant: "instant",
  BinaryOperator: "operator",
};
const written = (words) => words.map((word) => `"${word}"`).join(" | ");

/** The language in EBNF: blocks and lines by hand, what is in a line from the parser's own rules, words from the tables. */
export function ebnf({ vocabulary, grammar }) {
  const { blocks, steps } = vocabulary;
  const rules = grammar.serialisedRules().map((rule) => `${rule.name} = ${sequence(rule.definition)} ;`);
  const operators = grammar.precedence.flat().filter((operator) => operator !== "not" && !operator.includes("sign"));
  const sections = new Map(
    Object.values(blocks)
      .flatMap((block) => Object.entries(block.sections))
      .map(([name, { lines }]) => [name, lines]),
  );
  const line = {
    fields: "field",
    conditions: "condition",
    checks: "check",
    dimensions: "dimension",
    amounts: "attribute",
  };
  return [
    "(* Made by `npm run generate` from the parser's rules and the vocabulary. *)",
    "",
    "file = (block | parameter)* ;",
    'block = kind name "{" (attribute | section | step)* "}" ;',
    `section = ${[...sections].map(([name, lines]) => `"${name}" "{" ${line[lines]}* "}"`).join("\n        | ")} ;`,
    `kind = ${written(Object.keys(blocks).filter((kind) => kind !== "param"))} ;`,
    "",
    "(* A member ends with its line, unless that goes on: inside ( ) and [ ], after a comma, an operator, = or :. *)",
    ...rules,
    "",
    `(* Operators, loosest first: ${grammar.precedence.map((level) => level.join(" ")).join(", then ")}. *)`,
    `operator = ${written(operators)} ;`,
    "",
    `(* Verbs that the step table has: ${[...Object.keys(steps), ...Object.keys(grammar.verbSynonyms)].join(", ")}. *)`,
    `(* Words that begin a clause: ${[...grammar.clauseWords].sort().join(", ")}. They are names elsewhere. *)`,
    "",
    ...Object.entries(lexis).map(([name, rule]) => `${name} = ${rule} ;`),
    `unit = ${written(grammar.units)} ;`,
    "",
  ].join("\n");
}

function sequence(items) {
  return items
    .map(part)
    .filter((text) => text !== "")
    .join(" ");
}

function part(item) {
  switch (item.type) {
    case "Terminal":
      return terminals[item.name] ?? `"${(item.label ?? item.name).replaceAll("`", "")}"`;
    case "NonTerminal":
      return item.name;
    case "Option":
      return `(${sequence(item.definition)})?`;
    case "Repetition":
      return `(${sequence(item.definition)})*`;
    case "Alternation":
      return `(${item.definition.map(part).join(" | ")})`;
    case "Alternative":
      return sequence(item.definition);
    default:
      throw new Error(`no EBNF for ${item.type}`);
  }
}
