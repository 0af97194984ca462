import type { Kernel } from "../kernel/kernel.ts";
import type { Candidate } from "./split-finder.ts";

/** Score, column, bin, missing side, whether there is a set; two totals; eight words of the set. */
const slotNumbers = 15;
const mostCandidates = 2;

/**
 * Tells all threads the best split that any has found for each node; of equal ones that of the lowest column, as one
 * thread alone would find first.
 */
export function exchangeBest(kernel: Kernel): (candidates: readonly Candidate[]) => void {
  const { team } = kernel;
  if (team.size === 1) return () => {};
  // Two areas in turns: a slow thread may still read the one while a fast one writes the other.
  const areas = [0, 1].map(() => kernel.doubles(team.size * mostCandidates * slotNumbers));
  const slotAt = (rank: number, place: number): number => (rank * mostCandidates + place) * slotNumbers;
  let turn = 0;
  return (candidates) => {
    const area = areas[turn++ & 1]!;
    for (const [place, candidate] of candidates.entries()) write(candidate, area, slotAt(team.rank, place));
    team.meet();
    for (const [place, candidate] of candidates.entries()) {
      let winner = -1;
      for (let rank = 0; rank < team.size; rank++) {
        const at = slotAt(rank, place);
        if (area[at + 1]! < 0) continue;
        if (winner < 0 || area[at]! > area[winner]! || (area[at] === area[winner] && area[at + 1]! < area[winner + 1]!))
          winner = at;
      }
      if (winner >= 0) read(candidate, area, winner);
    }
  };
}

function write({ best }: Candidate, area: Float64Array, at: number): void {
  area[at] = best.score;
  area[at + 1] = best.column;
  area[at + 2] = best.bin;
  area[at + 3] = Number(best.missingLeft);
  area[at + 4] = Number(best.set !== null);
  area.set(best.left, at + 5);
  if (best.set !== null) area.set(best.set, at + 7);
}

function read({ best }: Candidate, area: Float64Array, at: number): void {
  best.score = area[at]!;
  best.column = area[at + 1]!;
  best.bin = area[at + 2]!;
  best.missingLeft = area[at + 3] === 1;
  best.left[0] = area[at + 5]!;
  best.left[1] = area[at + 6]!;
  best.set = area[at + 4] === 1 ? Int32Array.from(area.subarray(at + 7, at + 15)) : null;
}
