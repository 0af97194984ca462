import { expect, test } from "vitest";
import { codes, report } from "../src/index.ts";

const helpOf = (algorithm: string): string | undefined =>
  report(codes.notConverged, { address: "model.m", algorithm, iterations: 10, parameter: "max_iterations" }).help;

test("who solves in standard columns is not told to scale them", () => {
  for (const algorithm of ["logistic_regression", "lasso", "elastic_net"]) {
    expect(helpOf(algorithm)).toContain("`max_iterations`");
    expect(helpOf(algorithm)).not.toContain("scale");
  }
  expect(helpOf("svm")).toContain("`scale numeric with standard`");
});
