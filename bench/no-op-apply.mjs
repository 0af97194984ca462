// Plans and applies a project of N steps in a folder: the first time does the work, the second finds nothing to do.
import { applyPlan, openProjectState, versionsOf } from "@mlopsc/engine";
import { comparePlan, stepWork } from "@mlopsc/plan";

const [folder, count] = [process.argv[2], Number(process.argv[3])];
const { state, problem } = openProjectState(folder, Date.now);
if (problem) throw new Error(problem.message);
const handler = { version: 1, run: async ({ step }) => ({ outcome: step.config.name, objects: [] }) };
const handlers = Object.fromEntries(Object.keys(stepWork).map((kind) => [kind, handler]));
const steps = Array.from({ length: count }, (_, index) => ({
  address: `model.m${index}/register`,
  kind: "register-model",
  config: { name: `m${index}` },
  inputs: index >= 10 ? { model: `model.m${index - 10}/register` } : {},
  place: { file: "main.mlops", span: { start: 0, end: 1 } },
}));
const desired = { project: { name: "bench", description: null, seed: 1 }, steps, notCarriedOut: [] };
const facts = { fingerprints: {}, handlerVersions: versionsOf(handlers) };
const plan = comparePlan(desired, state.registry.snapshot(), facts);
const { summary } = await applyPlan(plan, { state, handlers, clock: Date.now, who: "bench", concurrency: 8 });
if (summary?.status !== "done") throw new Error("the apply did not end well");
state.registry.close();
