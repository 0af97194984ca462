/** Times of `count` calls, ms, after a tenth as many that are not counted. */
export async function timed(count, call) {
  const times = [];
  for (let at = -Math.ceil(count / 10); at < count; at++) {
    const before = performance.now();
    await call(Math.max(0, at));
    if (at >= 0) times.push(performance.now() - before);
  }
  return times.sort((left, right) => left - right);
}

export const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** A line of the table: what, p50, p95, and the goal of p95 where there is one. */
export function show(name, times, goal) {
  const [half, most] = [quantile(times, 0.5), quantile(times, 0.95)];
  const held = goal === undefined || most <= goal;
  const text = goal === undefined ? "" : `  goal ${goal}${held ? "" : "  MISSED"}`;
  console.log(`${name.padEnd(34)} p50 ${half.toFixed(1).padStart(7)}  p95 ${most.toFixed(1).padStart(7)} ms${text}`);
  return held;
}
