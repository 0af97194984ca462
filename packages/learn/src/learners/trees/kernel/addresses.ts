/** Where arrays begin in the kernel's memory, by the same names. */
export const addresses = <Name extends string>(
  arrays: Readonly<Record<Name, ArrayBufferView>>,
): Readonly<Record<Name, number>> =>
  Object.fromEntries(
    Object.entries<ArrayBufferView>(arrays).map(([name, { byteOffset }]) => [name, byteOffset]),
  ) as Record<Name, number>;
