import { classCount, order, packed, sumScale, target, unit, weightScale, weights } from "./job";

/** Packs the statistics of the first `count` rows of `order`; see `packed-rows.ts`. */
export function packRows(count: i32): void {
  for (let at = order; at < order + ((<usize>count) << 2); at += 4) {
    const row = load<u32>(at);
    const weight = load<f64>(weights + ((<usize>row) << 3));
    const pair = roundedWeight(weight * weightScale, row) * unit + 1;
    if (classCount == 0) {
      const to = packed + ((<usize>row) << 4);
      store<f64>(to, Math.floor(load<f64>(target + ((<usize>row) << 3)) * weight * sumScale + 0.5));
      store<f64>(to, pair, 8);
    } else if (classCount == 2) {
      const to = packed + ((<usize>row) << 4);
      const own = load<u32>(target + ((<usize>row) << 2)) << 3;
      store<f64>(to + own, pair);
      store<f64>(to + (own ^ 8), 0);
    } else store<f64>(packed + ((<usize>row) << 3), pair);
  }
}

/** Down or up by where the row's place in a low-discrepancy sequence is. */
function roundedWeight(scaled: f64, row: u32): f64 {
  return Math.floor(scaled + <f64>(row * 0x9e3779b1) * (1.0 / 4294967296.0));
}
