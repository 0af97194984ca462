import { existsSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openRegistry, readRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-read-"));
  return join(folder, "registry.db");
}

const clock = (): number => 0;

test("what another connection writes is seen, also while it holds a transaction; nothing can be written", () => {
  const file = temporaryFile();
  const writer = openRegistry(file, clock).registry!;
  const reader = readRegistry(file, clock).registry!;
  onTestFinished(() => {
    reader.close();
    writer.close();
  });
  writer.applies.start("ann", {});
  expect(reader.applies.list().map(({ who }) => who)).toEqual(["ann"]);
  writer.together(() => {
    writer.applies.start("bob", {});
    expect(reader.applies.list()).toHaveLength(1);
  });
  expect(reader.applies.list()).toHaveLength(2);
  expect(() => reader.applies.start("eve", {})).toThrow(/readonly|read-only|query_only/i);
});

test("what is closed lies in its one file: nothing is carried over later, as if somebody had written", () => {
  const file = temporaryFile();
  const writer = openRegistry(file, clock).registry!;
  writer.applies.start("ann", {});
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
  writer.close();
  expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
});

test("one that is not there is not made", () => {
  const file = temporaryFile();
  expect(readRegistry(file, clock).problem?.message).toContain("it is not there");
  expect(existsSync(file)).toBe(false);
});

test("one of another format is left as it is", () => {
  const file = temporaryFile();
  const { registry } = openRegistry(file, clock);
  const format = (): number => registry!.database.get<{ user_version: number }>("pragma user_version")!.user_version;
  const known = format();
  onTestFinished(() => registry!.close());
  registry!.database.exec(`pragma user_version = ${known - 1}`);
  expect(readRegistry(file, clock).problem?.message).toContain("an older one");
  expect(format()).toBe(known - 1);
  registry!.database.exec(`pragma user_version = ${known + 1}`);
  expect(readRegistry(file, clock).problem?.code).toBeDefined();
  expect(format()).toBe(known + 1);
});
