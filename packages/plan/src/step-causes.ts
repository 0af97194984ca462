import { describeChange } from "./describe/describe-change.ts";
import { instantText } from "./describe/value-text.ts";
import type { HandlerVersions } from "./digest.ts";
import type { Cause, FinishedStep, PlannedStep } from "./plan.ts";
import type { Step } from "./step.ts";
import { namesTables, stepMeaning } from "./step-meaning.ts";
import { outsideFilesText, outsideOf } from "./step-outside.ts";
import { isStepKind, weightOf } from "./step-work.ts";

/** What a person (or the world) changed of this very step since it was last done, in words; empty where nothing was. */
export function ownChanges(
  step: Step,
  finished: FinishedStep,
  fingerprint: string | undefined,
  moved: ReadonlyMap<string, string>,
): readonly string[] {
  if (!isStepKind(finished.kind) || finished.kind !== step.kind)
    return [`now a ${step.kind} instead of a ${finished.kind}`];
  const renamed = new Map([...moved].map(([now, before]) => [before, now]));
  const current = (address: string): string => renamed.get(address) ?? address;
  const config = JSON.parse(finished.config);
  const before = namesTables(step.kind) ? stepMeaning(step.kind, config, current) : config;
  const phrases = [...describeChange(step.kind, before, step.config)];
  if (finished.fingerprint !== fingerprint && step.kind === "ingest-dataset" && phrases.length === 0) {
    phrases.push(sourceChange(step.config.source.path, finished.fingerprint, fingerprint));
  }
  if (finished.fingerprint !== fingerprint && step.kind === "build-bundle" && phrases.length === 0) {
    phrases.push("another server is installed");
  }
  const outside = outsideOf(step, () => undefined);
  if (finished.fingerprint !== fingerprint && outside !== undefined && phrases.length === 0) {
    phrases.push(`${outsideFilesText(outside)} changed`);
  }
  return phrases.length > 0 ? phrases : inputChanges(step.inputs, finished.inputs, current);
}

/** A fingerprint tells the files, and after an @ the day as of which they are taken in anew. */
function sourceChange(path: string, before: string | undefined, after: string | undefined): string {
  const [files, day] = after?.split("@") ?? [];
  if (day === undefined || before?.split("@", 1)[0] !== files) return `\`${path}\` changed`;
  return `\`${path}\` is taken in anew, as of ${instantText("date", Number(day))}`;
}

/** Where nothing of the step itself nor before it changed: the reason that is left. */
export function leftOverChange(
  step: Step,
  finished: FinishedStep,
  fingerprint: string | undefined,
  handlerVersions: HandlerVersions,
): string {
  if (step.kind === "evaluate-model" && finished.fingerprint !== fingerprint) return "another version is the champion";
  if (step.kind === "deploy-model" && finished.handlerVersion === handlerVersions[step.kind])
    return "what was put together last is not there yet";
  return finished.handlerVersion === handlerVersions[step.kind]
    ? "not yet done since an input was done anew"
    : `this version of mlopsc does \`${step.kind}\` in another way`;
}

/**
 * The chain of the input that explains most: the heaviest kind of work at its root, then the shortest way. Long chains
 * keep their root and their end, so that a plan of a thousand steps in a row stays readable.
 */
export function chainThrough(address: string, changedInputs: readonly PlannedStep[]): readonly Cause[] {
  const ranked = [...changedInputs].sort(
    (left, right) =>
      weightOf(right.class) - weightOf(left.class) ||
      left.causes.length - right.causes.length ||
      (left.address < right.address ? -1 : 1),
  );
  const nearest = ranked[0];
  if (!nearest) return [];
  const own = nearest.causes.filter((cause) => cause.address === nearest.address);
  const chain = own.length === nearest.causes.length ? summary(own) : nearest.causes;
  const kept = chain.length < longest ? chain : [...chain.slice(0, 1), ...chain.slice(2 - longest)];
  return [...kept, { address, change: `follows from ${nearest.address}` }];
}

const longest = 8;

/** A root with several changes is one link: the first of them, and how many more. */
function summary(causes: readonly Cause[]): readonly Cause[] {
  const [first, ...more] = causes;
  if (!first || more.length === 0) return causes;
  return [{ address: first.address, change: `${first.change}, and ${more.length} more` }];
}

function inputChanges(
  now: Readonly<Record<string, string>>,
  recorded: Readonly<Record<string, string>>,
  current: (address: string) => string,
): readonly string[] {
  const before = Object.fromEntries(Object.entries(recorded).map(([role, input]) => [current(role), input]));
  const roles = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return roles.flatMap((role) => {
    const [old, fresh] = [before[role], now[role]];
    if (old === undefined) return [`reads ${fresh} as \`${role}\``];
    if (fresh === undefined) return [`no longer reads ${current(old)}`];
    return current(old) === fresh ? [] : [`\`${role}\`: ${current(old)} → ${fresh}`];
  });
}
