import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanName } from "../../../src/semantics/transform/clean-name.ts";

test.each([
  [" Âge ", "age"],
  ["Customer ID", "customer_id"],
  ["TotalCharges", "total_charges"],
  ["Avg Monthly GB Download", "avg_monthly_gb_download"],
  ["HTTPStatus", "http_status"],
  ["Consommation (MW)", "consommation_mw"],
  ["2nd", "_2nd"],
  ["№", "no"],
  ["!!!", "column"],
])("%s becomes %s", (name, clean) => {
  expect(cleanName(name)).toBe(clean);
});

test("a clean name stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => cleanName(cleanName(name)) === cleanName(name)),
    { seed: 1 },
  );
});
