import { type GateDefinition, metricKey } from "@mlopsc/vocabulary";
import { canonicalJson } from "../../canonical-json.ts";
import { changeText } from "../../describe/change-text.ts";
import { boundText, measuredText } from "../../describe/model-changes.ts";
import { demandOf, type Finding, type KeptStep, keptSteps, type Rule, stepFinding } from "./rule.ts";

/** A model that was refused may now be registered: a gate asks for less, or is gone. */
export const gateLoosened: Rule = {
  name: "gate-loosened",
  title: "Gate loosened",
  find: (sides) => keptSteps(sides, "evaluate-model").flatMap(looserGates),
};

function looserGates({ before, after }: KeptStep<"evaluate-model">): readonly Finding[] {
  const left = [...before.config.gates];
  const come: (readonly [GateDefinition, number])[] = [];
  for (const [part, gate] of after.config.gates.entries()) {
    const same = left.findIndex((old) => keyOf(old) === keyOf(gate) && demandOf(flat(old), flat(gate)) === "same");
    if (same >= 0) left.splice(same, 1);
    else come.push([gate, part]);
  }
  const findings: Finding[] = [];
  for (const [gate, part] of come) {
    const at = left.findIndex((old) => keyOf(old) === keyOf(gate));
    const [old] = at < 0 ? [] : left.splice(at, 1);
    if (old === undefined || demandOf(flat(old), flat(gate)) === "more") continue;
    findings.push(stepFinding(after, changeText(measuredText(gate), gateText(old), gateText(gate)), part));
  }
  const gone = left.map((gate) => stepFinding(after, `gate \`${measuredText(gate)} ${gateText(gate)}\` removed`));
  return [...findings, ...gone];
}

/** Equal for gates of one metric in one direction against one rival. */
function keyOf({ metric, of, operator, bound }: GateDefinition): string {
  const { baselineMetric, baselineFactor, championMetric, championFactor } = bound;
  const rivals = [
    baselineMetric && metricKey(baselineMetric),
    baselineFactor,
    championMetric && metricKey(championMetric),
    championFactor,
  ];
  return canonicalJson([metricKey(metric), of, operator.charAt(0), rivals.map((each) => each ?? null)]);
}

const flat = ({ operator, bound }: GateDefinition) => ({ operator, bound: bound.offset });

const gateText = (gate: GateDefinition): string => `${gate.operator} ${boundText(gate)}`;
