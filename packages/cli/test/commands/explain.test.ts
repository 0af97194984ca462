import { codes } from "@mlopsc/diagnostics";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";

test("every code is explained, by its code, its number and its name", async () => {
  const entries = Object.entries(codes);
  expect(entries.length).toBeGreaterThan(150);
  for (const [name, { code, explanation }] of entries) {
    const { code: exit, out } = await run("/", ["explain", code]);
    expect(exit).toBe(0);
    expect(out).toContain(explanation);
    expect((await run("/", ["explain", code.slice(2)])).out).toBe(out);
    expect((await run("/", ["explain", code.toLowerCase()])).out).toBe(out);
    expect((await run("/", ["explain", name])).out).toBe(out);
  }
});

test("a code that is none is a wrong use, and is named as it was written", async () => {
  const { code, err } = await run("/", ["explain", "Ml9999"]);
  expect(code).toBe(2);
  expect(err).toBe('error: There is no code "Ml9999". Codes look like ML2001; docs/diagnostics.md lists them.\n');
});
