/** Where arrays begin in the kernel's memory: as arguments of its functions. */
export const addresses = <const Arrays extends readonly ArrayBufferView[]>(
  ...arrays: Arrays
): { readonly [At in keyof Arrays]: number } =>
  arrays.map(({ byteOffset }) => byteOffset) as unknown as { readonly [At in keyof Arrays]: number };
