/** The chance of `hits` or more in `trials` independent tries that each hit with `chance`; exact. */
export function binomialTail(hits: number, trials: number, chance: number): number {
  if (hits <= 0) return 1;
  if (hits > trials || chance <= 0) return 0;
  // The chance of no hit at all can be too small for a number: logarithms until a term is large enough to add.
  let logTerm = trials * Math.log1p(-chance);
  const odds = Math.log(chance) - Math.log1p(-chance);
  let below = 0;
  for (let count = 0; count < hits; count++) {
    below += Math.exp(logTerm);
    logTerm += Math.log(trials - count) - Math.log(count + 1) + odds;
  }
  return Math.max(0, 1 - below);
}
