const note = "<!-- Made by `npm run generate` from `packages/vocabulary`. Change the tables, not this page. -->\n";
const cell = (text) => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");
const table = (head, rows) =>
  rows.length === 0
    ? ""
    : `\n| ${head.join(" | ")} |\n|${head.map(() => " --- |").join("")}\n${rows.map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n")}\n`;
const code = (text) => `\`${text}\``;
const fence = (text) => `\n\`\`\`mlops\n${text}\n\`\`\`\n`;

function valueText(value) {
  switch (value.kind) {
    case "reference":
      return `${value.many ? "list of " : ""}${value.to.join(" or ")}`;
    case "choice":
      return Object.keys(value.options).map(code).join(", ");
    case "columns":
      return value.many ? "columns" : "column";
    case "either":
      return value.of.map(valueText).join(" or ");
    case "metric":
      return value.many ? "list of metrics" : "metric";
    case "condition":
      return "condition";
    case "sample":
      return "table, `where` condition";
    case "secret":
      return "text or `secret(…)`";
    case "texts":
      return "list of texts";
    default:
      return value.kind;
  }
}

function parametersTable({ parameters }) {
  const rows = Object.entries(parameters).map(([key, parameter]) => [
    code(key),
    valueText(parameter.value),
    parameter.required ? "required" : (parameter.default ?? ""),
    parameter.documentation,
  ]);
  return table(["parameter", "value", "default", ""], rows);
}

function callSections(options) {
  return Object.entries(options)
    .map(([name, call]) => `\n- ${code(name)}: ${call.documentation}\n${parametersTable(call)}`)
    .join("");
}

function blocksPage({ blocks }) {
  const parts = Object.entries(blocks).map(([kind, block]) => {
    const attributes = Object.entries(block.attributes).map(([name, attribute]) => [
      code(name),
      valueText(attribute.value),
      attribute.required ? "required" : attribute.default ? code(attribute.default) : "",
      attribute.documentation,
    ]);
    const clauses = Object.entries(block.attributes).flatMap(([name, attribute]) =>
      Object.entries(attribute.clauses ?? {}).map(
        ([word, clause]) => `\nAfter ${code(name)} may stand ${code(word)}: ${clause.documentation}\n`,
      ),
    );
    const sections = Object.entries(block.sections).map(([name, section]) => [
      code(name),
      section.lines,
      section.documentation,
    ]);
    const calls = Object.entries(block.attributes)
      .filter(([, attribute]) => attribute.value.kind === "choice")
      .map(([name, attribute]) => `\n### ${kind} ${name}\n${callSections(attribute.value.options)}`);
    const choice = (block.oneOf ?? []).map((names) => `\nExactly one of ${names.map(code).join(", ")}.\n`);
    return [
      `\n## ${kind}\n\n${block.documentation}\n`,
      fence(block.example),
      table(["attribute", "value", "default", ""], attributes),
      ...choice,
      ...clauses,
      table(["section", "lines", ""], sections),
      ...calls,
    ].join("");
  });
  return `${note}\n# Blocks\n${parts.join("")}`;
}

function stepsPage({ steps }) {
  const titles = { relational: "Relational steps", row: "Row-wise steps", split: "The split", fitted: "Fitted steps" };
  const parts = Object.entries(titles).map(([stage, title]) => {
    const entries = Object.entries(steps).filter(([, step]) => step.stage === stage);
    const texts = entries.map(([verb, step]) => {
      const clauses = Object.entries(step.clauses).map(([word, clause]) => [
        code(word),
        clause.operands === "method"
          ? Object.keys(clause.methods ?? {})
              .map(code)
              .join(", ")
          : clause.operands,
        clause.required ? "required" : "",
        clause.documentation,
      ]);
      const methods = Object.values(step.clauses)
        .filter((clause) => clause.methods)
        .map((clause) => callSections(clause.methods));
      return `\n### ${verb}\n\n${step.documentation} Operands: ${step.operands}. Gives ${step.gives}.\n${fence(step.example)}${table(["clause", "takes", "", ""], clauses)}${methods.join("")}`;
    });
    return `\n## ${title}\n${texts.join("")}`;
  });
  return `${note}\n# Steps\n\nWhere a step runs, and what that means for serving, is told in [the language](../index.md).\n${parts.join("")}`;
}

function functionsPage({ functions }) {
  const parameter = (entry) => `${entry.name}${entry.optional ? "?" : ""}${entry.variadic ? "…" : ""}: ${entry.kind}`;
  const rows = Object.entries(functions).map(([name, entry]) => [
    code(entry.operator ?? name),
    entry.parameters.map(parameter).join(", "),
    entry.result,
    entry.partial ? "may be missing" : "",
    entry.documentation,
  ]);
  return `${note}\n# Functions and operators\n\nA missing argument gives a missing result unless the entry says otherwise.\n${table(["", "arguments", "gives", "", ""], rows)}`;
}

/** The tasks that a hyper-parameter is for, where they are not all of its algorithm's; what it counts beside. */
function limitsOf({ tasks, onlyWith }, entry) {
  const few = tasks && entry.tasks.some((task) => !tasks.includes(task)) ? [`Only for ${tasks.join(", ")}.`] : [];
  const beside = onlyWith ? [`Only where ${code(onlyWith.parameter)} is ${onlyWith.values.map(code).join(", ")}.`] : [];
  return [...few, ...beside];
}

function domainText(domain) {
  if (domain.kind === "length") return "rows, or a time";
  if (domain.kind === "choice") return domain.values.map((value) => code(value)).join(", ");
  const open = domain.open ? ` (${domain.open === "both" ? "both ends" : `${domain.open} end`} excluded)` : "";
  const words = (domain.words ?? []).map((word) => ` or ${code(word)}`).join("");
  return `${domain.kind} ${code(`${domain.low}..${domain.high}`)}${open}${words}`;
}

function algorithmsPage({ algorithms }) {
  const parts = Object.entries(algorithms).map(([name, entry]) => {
    const rows = Object.entries(entry.parameters).map(([key, parameter]) => [
      code(key),
      domainText(parameter.domain),
      parameter.default === null ? "" : code(parameter.default),
      [parameter.documentation, ...limitsOf(parameter, entry)].join(" "),
    ]);
    const traits = [
      `Tasks: ${entry.tasks.join(", ")}.`,
      entry.categories ? "Takes categories as they are." : "Wants categories encoded.",
      entry.missing ? "Takes missing values." : "Wants missing values imputed.",
      ...(entry.scaled ? ["Wants columns of one scale."] : []),
    ];
    return `\n## ${name}\n\n${entry.documentation} ${traits.join(" ")}\n${table(["parameter", "domain", "default", ""], rows)}`;
  });
  return `${note}\n# Algorithms\n${parts.join("")}`;
}

function metricsPage({ metrics }) {
  const rows = Object.entries(metrics).map(([name, entry]) => [
    code(entry.share ? `${name}(10%)` : name),
    entry.tasks.join(", "),
    entry.better,
    `${entry.range.low ?? "-∞"} … ${entry.range.high ?? "∞"}`,
    entry.documentation,
  ]);
  return `${note}\n# Metrics\n${table(["", "tasks", "better", "range", ""], rows)}`;
}

const unitNames = { number: "number", share: "share", duration: "duration", rate: "rate", bytes: "size" };

function checksPage({ deployChecks }) {
  const intro =
    "What stands in the `checks` of a [deploy](blocks.md#deploy), how it is measured and what follows: [checks](../../checks.md).";
  const parts = Object.entries(deployChecks).map(([name, entry]) => {
    const figures = Object.entries(entry.figures).map(([figure, { unit, documentation }]) => [
      code(figure),
      unitNames[unit],
      documentation,
    ]);
    const condition = entry.needsCondition ? "A condition is needed." : "A condition may follow.";
    return [
      `\n## ${name}\n\n${entry.documentation} ${condition}\n`,
      fence(`deploy api {\n  checks {\n    ${entry.example}\n  }\n}`),
      parametersTable(entry),
      table(["figure", "unit", ""], figures),
    ].join("");
  });
  return `${note}\n# Checks\n\n${intro}\n${parts.join("")}`;
}

/** The reference pages by file name. */
export const reference = ({ vocabulary }) => ({
  "blocks.md": blocksPage(vocabulary),
  "steps.md": stepsPage(vocabulary),
  "functions.md": functionsPage(vocabulary),
  "algorithms.md": algorithmsPage(vocabulary),
  "metrics.md": metricsPage(vocabulary),
  "checks.md": checksPage(vocabulary),
});
