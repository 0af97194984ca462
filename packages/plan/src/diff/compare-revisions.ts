import { changed } from "../describe/change-text.ts";
import type { RegistrySnapshot } from "../plan.ts";
import { weightOf } from "../step-work.ts";
import { blockPhrases } from "./block-phrases.ts";
import { consequenceOf, consequencesOf } from "./consequences.ts";
import type { Change, Difference, DocumentationChange, Risk, SidedPlace } from "./difference.ts";
import { rules } from "./rules/table.ts";
import { type BlockPair, matchSides, type Revision, type Sides } from "./sides.ts";

/**
 * What the head says otherwise than the base: risks, changes with what they lead to, documentation. `history` holds the
 * finished steps of a registry, for estimates of time. Nothing is read or written.
 */
export function compareRevisions(base: Revision, head: Revision, history: RegistrySnapshot["steps"] = {}): Difference {
  const sides = matchSides(base, head, history);
  const changes = sides.blocks.flatMap((pair) => changeOf(pair, sides)).sort(byWeight);
  const documentation = documentationChanges(sides);
  const work = sides.work.all.map(({ planned }) => consequenceOf(planned));
  const known = work.filter(({ estimateMilliseconds }) => estimateMilliseconds !== undefined);
  return {
    same: [changes, documentation, sides.notCompared, work].every(({ length }) => length === 0),
    risks: risksOf(sides),
    changes,
    documentation,
    notCompared: sides.notCompared,
    work,
    ...(known.length === 0
      ? {}
      : { estimateMilliseconds: known.reduce((sum, step) => sum + (step.estimateMilliseconds ?? 0), 0) }),
  };
}

/** What several steps of a block show is one risk. */
function risksOf(sides: Sides): readonly Risk[] {
  const found = new Map<string, Risk>();
  for (const { name: rule, title, find } of rules) {
    for (const finding of find(sides)) {
      const key = [rule, finding.address, finding.change].join("\n");
      if (!found.has(key)) found.set(key, { rule, title, ...finding });
    }
  }
  return [...found.values()];
}

function changeOf(pair: BlockPair, sides: Sides): readonly Change[] {
  const { address, before, after } = pair;
  const renamed = before !== undefined && after !== undefined && before.address !== after.address;
  const phrases = before && after ? blockPhrases(address, before, after, sides) : [];
  if (before && after && phrases.length === 0 && !renamed) return [];
  const consequences = consequencesOf(pair, sides);
  const kind = !before ? "added" : !after ? "removed" : renamed ? "renamed" : "changed";
  return [
    {
      ...{ address, kind, phrases, consequences },
      ...(renamed ? { formerly: before.address } : {}),
      ...placeOf(pair),
    },
  ];
}

function placeOf({ before, after }: BlockPair): { readonly at?: SidedPlace } {
  if (after !== undefined) return { at: { side: "head", place: after.place } };
  return before === undefined ? {} : { at: { side: "base", place: before.place } };
}

/** Heaviest work first; of the same by address. */
const byWeight = (left: Change, right: Change): number =>
  heaviest(right) - heaviest(left) || (left.address < right.address ? -1 : left.address > right.address ? 1 : 0);

const heaviest = ({ consequences }: Change): number =>
  Math.max(-1, ...consequences.map((each) => weightOf(each.class)));

function documentationChanges({ blocks, base, head }: Sides): readonly DocumentationChange[] {
  return blocks.flatMap(({ address, before, after }) => {
    if (before === undefined || after === undefined) return [];
    const description =
      after.kind === "project" ? changed("description", base.project.description, head.project.description) : [];
    return [...description, ...changed("documentation", before.documentation, after.documentation)].map((change) => ({
      address,
      change,
    }));
  });
}
