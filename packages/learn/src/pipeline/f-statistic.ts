/** F of a linear regression of the target on one column (f_regression), over the rows where both are there. */
export function regressionF(x: Float64Array, y: Float64Array): number {
  const r = correlationOf(x, y);
  let count = 0;
  for (let row = 0; row < x.length; row++) if (!Number.isNaN(x[row]! + y[row]!)) count++;
  const explained = r * r;
  return explained >= 1 ? Number.MAX_VALUE : (explained / (1 - explained)) * Math.max(0, count - 2);
}

/** F of a one-way analysis of variance (f_classif): the classes as columns of 0 and 1, all but one or all of them. */
export function varianceF(x: Float64Array, classes: readonly Float64Array[]): number {
  const counts = new Float64Array(classes.length + 1);
  const sums = new Float64Array(classes.length + 1);
  let squares = 0;
  for (let row = 0; row < x.length; row++) {
    const value = x[row]!;
    if (Number.isNaN(value) || Number.isNaN(classes[0]![row]!)) continue;
    let own = classes.findIndex((values) => values[row] === 1);
    if (own < 0) own = classes.length;
    counts[own]!++;
    sums[own]! += value;
    squares += value * value;
  }
  const count = counts.reduce((a, b) => a + b, 0);
  const groups = counts.filter((members) => members > 0).length;
  const correction = sums.reduce((a, b) => a + b, 0) ** 2 / count;
  const between =
    sums.reduce((sum, group, at) => sum + (counts[at]! > 0 ? group ** 2 / counts[at]! : 0), 0) - correction;
  const within = squares - correction - between;
  if (groups < 2 || !(squares - correction > 0)) return 0;
  return within <= 0 ? Number.MAX_VALUE : between / (groups - 1) / (within / (count - groups));
}

/** Pearson's correlation over the rows where both are there; 0 where one is constant. */
export function correlationOf(x: Float64Array, y: Float64Array): number {
  let [count, meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    const [a, b] = [x[row]!, y[row]!];
    if (Number.isNaN(a + b)) continue;
    count++;
    const [dx, dy] = [a - meanX, b - meanY];
    meanX += dx / count;
    meanY += dy / count;
    xx += dx * (a - meanX);
    yy += dy * (b - meanY);
    xy += dx * (b - meanY);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
