import { given, order, rows, weights } from "./job";
import { drawBelow, seed } from "./random";

let heaviest: f64 = 0;

/**
 * Draws the rows of a tree, as many as there are and with replacement where `bootstrap`, and writes how much each counts.
 * Gives how many different ones there are; they are put in `order`, rising.
 */
export function drawRows(a: u32, b: u32, c: u32, counter: u32, bootstrap: bool): i32 {
  seed(a, b, c, counter);
  if (bootstrap) {
    memory.fill(weights, 0, (<usize>rows) << 3);
    for (let one = 0; one < rows; one++) {
      const at = weights + ((<usize>drawBelow(rows)) << 3);
      store<f64>(at, load<f64>(at) + 1);
    }
  } else {
    for (let row = 0; row < rows; row++) store<f64>(weights + ((<usize>row) << 3), 1);
  }
  if (given != 0) {
    for (let at: usize = 0; at < (<usize>rows) << 3; at += 8) {
      store<f64>(weights + at, load<f64>(weights + at) * load<f64>(given + at));
    }
  }
  return keepDrawn();
}

/** The weight of the heaviest row that was drawn. */
export function heaviestRow(): f64 {
  return heaviest;
}

function keepDrawn(): i32 {
  let to = order;
  // The least positive double.
  heaviest = reinterpret<f64>(<u64>1);
  for (let row = 0; row < rows; row++) {
    const weight = load<f64>(weights + ((<usize>row) << 3));
    if (!(weight > 0)) continue;
    store<u32>(to, row);
    to += 4;
    if (weight > heaviest) heaviest = weight;
  }
  return <i32>((to - order) >> 2);
}
