// The same stream of draws as `seededRandom`: sfc32, from the state that JavaScript has come to.

let a: u32 = 0;
let b: u32 = 0;
let c: u32 = 0;
let counter: u32 = 0;

export function seed(first: u32, second: u32, third: u32, count: u32): void {
  a = first;
  b = second;
  c = third;
  counter = count;
}

function bits(): u32 {
  const sum = a + b + counter;
  counter++;
  a = b ^ (b >>> 9);
  b = c + (c << 3);
  c = rotl<u32>(c, 21) + sum;
  return sum;
}

/** A double in [0, 1) with 53 random bits. */
export function draw(): f64 {
  const high = <f64>(bits() >>> 5);
  return (high * 67108864.0 + <f64>(bits() >>> 6)) * (1.0 / 9007199254740992.0);
}

/** A whole number in 0 .. n - 1. */
export function drawBelow(n: i32): i32 {
  return <i32>(draw() * <f64>n);
}
