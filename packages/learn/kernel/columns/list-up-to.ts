/** Writes the places (i32) of all values that are not above the limit, or no numbers, and gives how many they are. */
export function listUpTo(values: usize, limit: f64, places: usize, count: i32): i32 {
  const limits = f64x2.splat(limit);
  const first = places;
  for (let at = 0; at < count; at += 2) {
    const above = i64x2.bitmask(f64x2.gt(v128.load(values + ((<usize>at) << 3)), limits));
    if (above == 3) continue;
    if (!(above & 1)) {
      store<i32>(places, at);
      places += 4;
    }
    if (!(above & 2) && at + 1 < count) {
      store<i32>(places, at + 1);
      places += 4;
    }
  }
  return <i32>((places - first) >> 2);
}
