import { codes } from "@mlopsc/diagnostics";
import type { Declaration, Program } from "../semantics/program.ts";
import { choiceOf, referencesOf, typedValueOf } from "./attributes.ts";
import type { CheckContext } from "./check-context.ts";

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
