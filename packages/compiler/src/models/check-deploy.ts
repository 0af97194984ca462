import { codes } from "@mlopsc/diagnostics";
import type { CheckSyntax } from "@mlopsc/grammar";
import { type CheckEntry, deployChecks } from "@mlopsc/vocabulary";
import { reportUnknown } from "../semantics/names/report-unknown.ts";
import type { Declaration, Program } from "../semantics/program.ts";
import { readChoice } from "../semantics/values/read-choice.ts";
import { readValue } from "../semantics/values/read-value.ts";
import { choiceOf, linesOf, referencesOf, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";
import { comparisonsOf } from "./comparison.ts";
import { tableFigure } from "./figure-scope.ts";
import { wordOf } from "./read-algorithm.ts";
import { bare } from "./syntax-text.ts";

/** The way through the targets, the checks on it, and the rollout. */
export function checkDeploy(deploy: Declaration, context: CheckContext): void {
  const { program, reporter } = context;
  const through = referencesOf(program, deploy, "through");
  const [first] = through;
  if (first && isProduction(first.declaration.name)) {
    reporter.report(deploy, first.span, codes.productionFirst, { target: first.declaration.name });
  }
  through.forEach(({ declaration, span }, index) => {
    const again = through.slice(0, index).some((each) => each.declaration === declaration);
    if (again) reporter.report(deploy, span, codes.targetRepeated, { target: declaration.name });
  });
  for (const { declaration, span } of referencesOf(program, deploy, "approve")) {
    if (through.some((each) => each.declaration === declaration)) continue;
    reporter.report(deploy, span, codes.approveElsewhere, { target: declaration.name });
  }
  checkCanary(deploy, context);
  for (const line of linesOf(deploy, "checks", "check")) checkLine(line, deploy, context);
}

/** Each port of each host answers for one deployment. */
export function checkPorts(deploys: readonly Declaration[], { program, reporter }: CheckContext): void {
  const taken = new Map<string, Declaration>();
  for (const deploy of deploys) {
    const own = new Set<string>();
    for (const { declaration: target, span } of referencesOf(program, deploy, "through")) {
      const port = typedValueOf(program, target, "port", "int")?.value;
      if (port === undefined) continue;
      const host = hostOf(target, program);
      const place = `${host} ${port}`;
      const before = taken.get(place);
      if (before !== undefined && before !== deploy) {
        const parameters = { port, host, first: before.name, second: deploy.name };
        reporter.report(deploy, span, codes.portTaken, parameters);
      } else if (own.has(place) && !repeated(deploy, target, program)) {
        reporter.report(deploy, span, codes.portTaken, { port, host, first: deploy.name, second: deploy.name });
      }
      own.add(place);
      taken.set(place, before ?? deploy);
    }
  }
}

/** By name: production, prod_eu, live. Nothing else tells the last place from a first one. */
const isProduction = (name: string): boolean => /^(prod|production|live)([^a-z]|$)/i.test(name);

const repeated = (deploy: Declaration, target: Declaration, program: Program): boolean =>
  referencesOf(program, deploy, "through").filter(({ declaration }) => declaration === target).length > 1;

function hostOf(target: Declaration, program: Program): string {
  const host = choiceOf(program, target, "platform")?.parameters.get("host");
  return host?.kind === "text" ? host.value : "this machine";
}

function checkCanary(deploy: Declaration, { program, reporter }: CheckContext): void {
  const share = choiceOf(program, deploy, "rollout")?.parameters.get("share");
  if (share?.kind !== "percent" || (share.value > 0 && share.value < 1)) return;
  const found = deploy.block.text.slice(share.span.start, share.span.end);
  reporter.report(deploy, share.span, codes.outOfRange, {
    what: "share",
    found,
    wanted: "a share above 0% and below 100%",
  });
}

function checkLine(
  { call, condition, span }: CheckSyntax,
  deploy: Declaration,
  { program, reporter }: CheckContext,
): void {
  const word = wordOf(bare(call));
  if (word === null) return;
  const entry: CheckEntry | undefined = Object.hasOwn(deployChecks, word.text) ? deployChecks[word.text] : undefined;
  if (entry === undefined) {
    reportUnknown(reporter, deploy, word, codes.unknownCheck, Object.keys(deployChecks), {});
    return;
  }
  const values = { declaration: deploy, byKind: program.byKind, parameters: program.parameters, reporter };
  readChoice(bare(call), { [word.text]: entry }, false, word.text, values, readValue);
  if (condition === null) {
    reporter.report(deploy, span, codes.checkWithoutCondition, { check: word.text });
    return;
  }
  const scope = `A condition of \`${word.text}\``;
  const comparisons = comparisonsOf(condition, {
    declaration: deploy,
    reporter,
    figure: (syntax) => tableFigure(syntax, entry.figures, [], scope, deploy, reporter),
  });
  for (const { difference, operator, syntax } of comparisons ?? []) {
    const [term, ...more] = difference.terms;
    if (term === undefined || more.length > 0 || term.figure.better !== "lower") continue;
    const above = operator.startsWith(">") === term.coefficient > 0 && operator !== "==" && operator !== "!=";
    if (!above) continue;
    const source = deploy.block.text.slice(syntax.span.start, syntax.span.end);
    reporter.report(deploy, syntax.span, codes.gateDirection, { source, metric: term.figure.key, better: "lower" });
  }
}
