import { expect, it } from "vitest";
import { parseRoutes } from "../../src/index.ts";

const route = { release: "3", share: 1, backends: ["127.0.0.1:40001", "mlopsc-p-d-t-r3-1:8080", "[::1]:80"] };

it("reads routes, and none at all", () => {
  expect(parseRoutes({ releases: [route] })).toEqual({ releases: [route] });
  expect(parseRoutes({ releases: [] })).toEqual({ releases: [] });
});

it.each([
  ["no JSON", undefined, "releases must be a list"],
  ["no list", { releases: {} }, "releases must be a list"],
  ["a number for a release", { releases: [{ ...route, release: 3 }] }, "releases[0]: release must be a short text"],
  ["a share below 0", { releases: [{ ...route, share: -0.1 }] }, "releases[0]: share must be a number from 0 to 1"],
  [
    "nothing behind it",
    { releases: [{ ...route, backends: [] }] },
    "releases[0]: backends must be a list of HOST:PORT",
  ],
  ["no port", { releases: [{ ...route, backends: ["localhost"] }] }, 'releases[0]: "localhost" is not HOST:PORT'],
  [
    "a port that is none",
    { releases: [{ ...route, backends: ["a:70000"] }] },
    'releases[0]: "a:70000" is not HOST:PORT',
  ],
  ["one release twice", { releases: [route, route] }, "release 3 is named twice"],
  ["no share at all", { releases: [{ ...route, share: 0 }] }, "every share is 0"],
])("refuses %s", (_, value, problem) => {
  expect(parseRoutes(value)).toBe(problem);
});
