/**
 * Says which of several is next so that each comes up in proportion to its weight, as evenly as can be: after any number of
 * turns none is off its share by a whole one. (Smooth weighted round robin, as nginx has it.)
 */
export function sharePicker(weights: readonly number[]): (barred: (place: number) => boolean) => number | undefined {
  const credit = weights.map(() => 0);
  return (barred) => {
    let chosen: number | undefined;
    let total = 0;
    for (let place = 0; place < weights.length; place++) {
      if (weights[place] === 0 || barred(place)) continue;
      credit[place]! += weights[place]!;
      total += weights[place]!;
      if (chosen === undefined || credit[place]! > credit[chosen]!) chosen = place;
    }
    if (chosen !== undefined) credit[chosen]! -= total;
    return chosen;
  };
}
