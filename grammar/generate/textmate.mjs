const anyOf = (words) => [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|");
const name = "(?:[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*|`[^`\\n]*`)";

/** A TextMate grammar for editors: every word of it comes from the tables. */
export function textmate({ vocabulary, grammar }) {
  const { blocks, steps, functions, algorithms, metrics } = vocabulary;
  const verbs = [...Object.keys(steps), ...Object.keys(grammar.verbSynonyms)].map((verb) =>
    verb.replaceAll(" ", "[ \\t]+"),
  );
  const sections = new Set(Object.values(blocks).flatMap((block) => Object.keys(block.sections)));
  const types = ["bool", "int", "number", "text", "category", "id", "date", "timestamp", "duration"];
  const units = anyOf(grammar.units.filter((unit) => /^[A-Za-z]/.test(unit)));
  const called = Object.keys(functions).filter(
    (word) => /^[a-z]/.test(word) && !["and", "or", "not", "in"].includes(word),
  );
  const known = [...Object.keys(algorithms), ...Object.keys(metrics)];
  const rule = (scope, match) => ({ name: `${scope}.mlops`, match });
  const grammarFile = {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "mlops",
    scopeName: "source.mlops",
    fileTypes: ["mlops"],
    patterns: [{ include: "#comment" }, { include: "#block" }, { include: "#line" }],
    repository: {
      comment: {
        patterns: [rule("comment.line.documentation", "##.*$"), rule("comment.line.number-sign", "#.*$")],
      },
      block: {
        match: `^[ \\t]*(${anyOf(Object.keys(blocks))})[ \\t]+(${name})(?=[ \\t]*(?:\\{|:|$))`,
        captures: { 1: { name: "keyword.declaration.mlops" }, 2: { name: "entity.name.type.mlops" } },
      },
      line: {
        patterns: [
          { include: "#comment" },
          { include: "#text" },
          {
            match: `(?:^|(?<=\\{))[ \\t]*(${anyOf(sections)})(?=[ \\t]*\\{)`,
            captures: { 1: { name: "keyword.other.section.mlops" } },
          },
          {
            match: `(${name})[ \\t]*(=)(?!=)`,
            captures: {
              1: { name: "variable.other.property.mlops" },
              2: { name: "keyword.operator.assignment.mlops" },
            },
          },
          {
            match: `(?:^|(?<=\\{))[ \\t]*(${anyOf(verbs)})(?![\\p{L}\\p{N}_(.])`,
            captures: { 1: { name: "keyword.control.step.mlops" } },
          },
          {
            match: `^[ \\t]*(${name})[ \\t]+(${anyOf(types)})(\\??)(?![\\p{L}\\p{N}_(.])`,
            captures: {
              1: { name: "variable.other.column.mlops" },
              2: { name: "support.type.mlops" },
              3: { name: "keyword.operator.nullable.mlops" },
            },
          },
          rule(
            "constant.other.timestamp",
            "\\b\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)?)?",
          ),
          {
            match: `(?<![\\p{L}\\p{N}_])(\\d[\\d_]*(?:\\.\\d[\\d_]*)?(?:[eE][+-]?\\d+)?)(%|/[smhd](?![\\p{L}\\p{N}_])|(?:${units})(?![\\p{L}\\p{N}_]))?`,
            captures: { 1: { name: "constant.numeric.mlops" }, 2: { name: "keyword.other.unit.mlops" } },
          },
          rule("constant.language", "(?<![\\p{L}\\p{N}_.])(?:true|false|none)(?![\\p{L}\\p{N}_])"),
          rule("keyword.operator.logical", "(?<![\\p{L}\\p{N}_.])(?:and|or|not|in)(?![\\p{L}\\p{N}_])"),
          {
            match: `(${name})[ \\t]*(:)`,
            captures: { 1: { name: "variable.parameter.mlops" }, 2: { name: "punctuation.separator.mlops" } },
          },
          rule("support.function", `(?<![\\p{L}\\p{N}_.])(?:${anyOf(called)})(?=\\()`),
          rule("support.constant", `(?<![\\p{L}\\p{N}_.])(?:${anyOf(known)})(?![\\p{L}\\p{N}_])`),
          rule("entity.name.function", `${name}(?=\\()`),
          rule(
            "keyword.other.clause",
            `(?<=[ \\t])(?:${anyOf(grammar.clauseWords)})(?![\\p{L}\\p{N}_(.,])(?![ \\t]*=)`,
          ),
          rule("variable.other", name),
          rule("keyword.operator.comparison", "==|!=|<=|>=|<|>"),
          rule("keyword.operator.range", "\\.\\."),
          rule("keyword.operator.arithmetic", "[-+*/%^]"),
        ],
      },
      text: {
        patterns: [
          {
            name: "string.quoted.triple.mlops",
            begin: '"""',
            end: '"""',
            patterns: [{ include: "#interpolation" }],
          },
          {
            name: "string.quoted.double.mlops",
            begin: '"',
            end: '"|$',
            patterns: [
              rule("constant.character.escape", "\\\\(?:u\\{[0-9A-Fa-f]{1,6}\\}|u[0-9A-Fa-f]{4}|.)"),
              { include: "#interpolation" },
            ],
          },
        ],
      },
      interpolation: {
        patterns: [
          rule("constant.character.escape", "\\{\\{|\\}\\}"),
          {
            name: "meta.interpolation.mlops",
            match: `(\\{)(${name})(\\})`,
            captures: { 2: { name: "variable.other.parameter.mlops" } },
          },
        ],
      },
    },
  };
  return `${JSON.stringify(grammarFile, null, 2)}\n`;
}
