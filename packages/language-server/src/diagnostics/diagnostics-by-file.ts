import type { Compilation } from "@mlopsc/compiler";
import type { Diagnostic } from "@mlopsc/diagnostics";

export type PlacedDiagnostic = Diagnostic & { readonly place: NonNullable<Diagnostic["place"]> };

/** What is wrong, by file. What has no place is told at the beginning of the first file. */
export function diagnosticsByFile(compilation: Compilation): ReadonlyMap<string, readonly PlacedDiagnostic[]> {
  const known = kept.get(compilation);
  if (known !== undefined) return known;
  const found = new Map<string, PlacedDiagnostic[]>();
  for (const diagnostic of compilation.diagnostics) {
    const place = diagnostic.place ?? { file: compilation.files[0]?.path ?? "", span: { start: 0, end: 0 } };
    const others = found.get(place.file);
    if (others === undefined) found.set(place.file, [{ ...diagnostic, place }]);
    else others.push({ ...diagnostic, place });
  }
  kept.set(compilation, found);
  return found;
}

const kept: WeakMap<Compilation, ReadonlyMap<string, readonly PlacedDiagnostic[]>> = new WeakMap();
