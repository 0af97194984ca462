import type { BlockSyntax, FileSyntax } from "@mlopsc/grammar";
import type { Declaration } from "../semantics/program.ts";
import { createReporter, type Findings, noFindings, type Report, type Reporter } from "../semantics/reporter.ts";
import type { Resolution } from "../semantics/resolution.ts";
import { type Placement, Placements } from "./placements.ts";
import { type Notebook, type Reading, Slot } from "./slot.ts";
import { TrackedMap } from "./tracked-map.ts";

/** One compilation, as its stages see it. */
export interface Pass {
  /** For what concerns the program as a whole: it is reported anew each time. */
  readonly reporter: Reporter;
  /** All that was found so far, in the order in which it is asked for. */
  readonly reports: readonly Report[];
  /** What names were found to stand for, a list for each unit: kept with what it found. */
  readonly resolutions: readonly (readonly Resolution[])[];
  place(files: readonly FileSyntax[]): readonly Placement[];
  /** A map whose readings are noted down. `name` says which one it is, in every compilation. */
  map<Key, Value>(name: string): Map<Key, Value>;
  /**
   * What `compute` gives and reports for a block. It is not called where it was called before and all that it read
   * of the maps of this pass is the same: it must look at nothing else outside of the block.
   */
  unit<Result>(work: string, block: Declaration, compute: (reporter: Reporter) => Result): Result;
  /** A value that was of this thing before, where it was equal. */
  same<Value>(thing: unknown, value: Value, isEqual?: (one: Value, other: Value) => boolean): Value;
  /** Throws where a unit is at work: for what is not tracked. */
  refuseUnits(what: string): void;
}

interface Version {
  /** What was written in the block. */
  readonly block: BlockSyntax;
  readonly readings: readonly Reading[];
  readonly result: unknown;
  readonly findings: Findings;
  generation: number;
}

/** A program, and the variants of it in which misspelt words are mended; and what it was before. */
const mostVersions = 6;

const asJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function holds({ block, readings }: Version, present: BlockSyntax): boolean {
  if (block !== present) return false;
  for (const reading of readings) if (!reading.slot.stillGives(reading)) return false;
  return true;
}

/** What was found of each block in the last compilations. */
export class Memory {
  readonly #notebook: Notebook = { readings: null, own: null };
  readonly #slots: Map<string, Slot> = new Map();
  readonly #units: Map<Declaration, Map<string, Version[]>> = new Map();
  readonly #values: Map<unknown, { values: readonly unknown[]; generation: number }> = new Map();
  readonly #placements: Placements = new Placements(this.#notebook);
  #generation = 0;

  begin(): Pass {
    const reports: Report[] = [];
    const ofProgram: Resolution[] = [];
    const resolutions: (readonly Resolution[])[] = [ofProgram];
    return {
      reporter: createReporter({ reports, resolutions: ofProgram }),
      reports,
      resolutions,
      place: (files) => this.#placements.place(files, this.#generation),
      map: (name) => new TrackedMap(this.#slotOf(name)),
      unit: (work, block, compute) => {
        const { findings, result } = this.#unit(work, block, compute);
        for (const report of findings.reports) reports.push(report);
        if (findings.resolutions.length > 0) resolutions.push(findings.resolutions);
        return result as ReturnType<typeof compute>;
      },
      same: (thing, value, isEqual = asJson) => this.#same(thing, value, isEqual),
      refuseUnits: (what) => {
        if (this.#notebook.readings !== null) throw new Error(`A unit looks at ${what}, which is not tracked.`);
      },
    };
  }

  /** Ends a compilation, of however many passes: what neither it nor the one before used is forgotten, by and by. */
  end(): void {
    if (this.#generation % 8 === 0) this.#forgetBefore(this.#generation - 1);
    this.#generation += 1;
  }

  #forgetBefore(generation: number): void {
    for (const [block, works] of this.#units) {
      for (const [work, versions] of works) {
        if (versions.every((version) => version.generation >= generation)) continue;
        const kept = versions.filter((version) => version.generation >= generation);
        if (kept.length === 0) works.delete(work);
        else works.set(work, kept);
      }
      if (works.size === 0) this.#units.delete(block);
    }
    for (const [thing, value] of this.#values) if (value.generation < generation) this.#values.delete(thing);
    this.#placements.dropBefore(generation);
  }

  #unit(work: string, block: Declaration, compute: (reporter: Reporter) => unknown): Version {
    const versions = this.#versionsOf(work, block);
    const present = block.block;
    let at = 0;
    while (at < versions.length && !holds(versions[at]!, present)) at++;
    const version = versions[at] ?? this.#compute(block, compute);
    if (at > 0) {
      versions.splice(at, 1);
      versions.unshift(version);
      if (versions.length > mostVersions) versions.pop();
    } else versions[0] = version;
    version.generation = this.#generation;
    return version;
  }

  #compute(declaration: Declaration, compute: (reporter: Reporter) => unknown): Version {
    const { block } = declaration;
    const readings: Reading[] = [];
    const findings = noFindings();
    this.#notebook.readings = readings;
    this.#notebook.own = declaration;
    try {
      const result = compute(createReporter(findings));
      return { block, readings, result, findings, generation: this.#generation };
    } finally {
      this.#notebook.readings = null;
      this.#notebook.own = null;
    }
  }

  #versionsOf(work: string, block: Declaration): Version[] {
    let works = this.#units.get(block);
    if (works === undefined) {
      works = new Map();
      this.#units.set(block, works);
    }
    let versions = works.get(work);
    if (versions === undefined) {
      versions = [];
      works.set(work, versions);
    }
    return versions;
  }

  #same<Value>(thing: unknown, value: Value, isEqual: (one: Value, other: Value) => boolean): Value {
    const kept = this.#values.get(thing) ?? { values: [], generation: this.#generation };
    if (kept.values.length === 0) this.#values.set(thing, kept);
    kept.generation = this.#generation;
    const known = kept.values as readonly Value[];
    if (known[0] === value) return value;
    const same = known.find((other) => other === value || isEqual(other, value)) ?? value;
    if (same !== known[0]) kept.values = [same, ...known.filter((other) => other !== same)].slice(0, mostVersions);
    return same;
  }

  #slotOf(name: string): Slot {
    const known = this.#slots.get(name);
    const slot = known ?? new Slot(this.#notebook);
    if (known === undefined) this.#slots.set(name, slot);
    return slot;
  }
}
