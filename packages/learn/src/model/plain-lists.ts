/** The same value with typed arrays as lists of numbers, as JSON wants them. Arrays of numbers are passed over: they are long. */
export function plainLists(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return typeof value[0] === "object" ? value.map(plainLists) : value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainLists(part)]));
}
