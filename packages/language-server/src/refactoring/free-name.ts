import type { Program } from "@mlopsc/compiler";

/** A name that no table has: the wanted one, or that with a number behind it. */
export function freeTableName({ byKind }: Program, wanted: string): string {
  const isTaken = (name: string): boolean => byKind.dataset.has(name) || byKind.transform.has(name);
  let name = wanted;
  for (let count = 2; isTaken(name); count += 1) name = `${wanted}_${count}`;
  return name;
}
