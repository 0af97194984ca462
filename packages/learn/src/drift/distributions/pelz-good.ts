/** P(Dₙ ≤ d) by the expansion of Pelz and Good (1976) in powers of n^(-1/2): Kolmogorov's limit and three corrections. */
export function pelzGood(n: number, d: number): number {
  const z = Math.sqrt(n) * d;
  const pi2 = Math.PI ** 2;
  const z2 = z ** 2;
  const [z4, z6, z8] = [z ** 4, z ** 6, z ** 8];
  if (pi2 / (8 * z2) > 708) return 0;
  const odd = [0, 0, 0, 0];
  const whole = [0, 0];
  for (let k = Math.ceil((16 * z) / Math.PI); k > 0; k--) {
    const m2 = (2 * k - 1) ** 2 * pi2;
    const weight = Math.exp(-m2 / (8 * z2));
    odd[0]! += weight;
    odd[1]! += weight * (m2 / 4 - z2);
    odd[2]! += weight * (6 * z6 + 2 * z4 + (m2 * (2 * z4 - 5 * z2)) / 4 + (m2 ** 2 * (1 - 2 * z2)) / 16);
    odd[3]! +=
      weight *
      ((m2 ** 3 * (5 - 30 * z2)) / 64 +
        (m2 ** 2 * (212 * z4 - 60 * z2)) / 16 +
        (m2 * (135 * z4 - 96 * z6)) / 4 -
        30 * z6 -
        90 * z8);
    const k2 = k ** 2 * pi2;
    const inner = k2 * Math.exp(-k2 / (2 * z2));
    whole[0]! += inner;
    whole[1]! += inner * (3 * z2 - k2);
  }
  const terms = [
    odd[0]! / z,
    odd[1]! / (6 * z4),
    odd[2]! / (72 * z ** 7) - whole[0]! / (36 * z ** 3),
    odd[3]! / (6480 * z ** 10) + whole[1]! / (216 * z6),
  ];
  const sum = terms.reduce((total, term, order) => total + term / n ** (order / 2), 0);
  return Math.min(1, Math.max(0, Math.sqrt(2 * Math.PI) * sum));
}
