import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { SourceDefinition } from "@mlopsc/plan";
import type { Column, RelationalStep, RowStep } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { dataStore, temporaryFolder, unwrap } from "./temporary-folder.ts";

const shared = process.env["MLOPSC_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data");
const present = existsSync(join(shared, "README.md"));
if (!present) console.log(`Tests over the shared data are left out: ${shared} is not there.`);

const csv = (path: string): SourceDefinition => ({ format: "csv", path });

async function taken(source: SourceDefinition) {
  const store = dataStore();
  const columns = unwrap(await store.inferSchema(source, shared));
  const out = join(temporaryFolder(), "out.parquet");
  const { rows } = unwrap(await store.ingest({ source, columns, key: [] }, shared, out));
  const kinds = Object.fromEntries(columns.map(({ name, type }) => [name, `${type.kind}${type.nullable ? "?" : ""}`]));
  return { store, columns, out, rows, kinds };
}

describe.runIf(present)("the shared data", () => {
  test("the telco tables are inferred, joined and their names cleaned", async () => {
    const folder = temporaryFolder();
    const store = dataStore();
    const paths: Record<string, string> = {};
    const schemas: Record<string, readonly Column[]> = {};
    for (const name of ["demographics", "location", "services", "status"]) {
      const source = csv(`telco/${name}.csv`);
      schemas[name] = unwrap(await store.inferSchema(source, shared));
      paths[name] = join(folder, name);
      const config = { source, columns: schemas[name], key: ["Customer ID"] };
      expect(unwrap(await store.ingest(config, shared, paths[name]))).toEqual({ rows: 7043, doubts: [] });
    }
    const label = schemas["status"]!.find(({ name }) => name === "Churn Label")!;
    expect(label.type).toEqual({ kind: "category", nullable: false, levels: ["No", "Yes"] });
    const clean = (name: string) => name.toLowerCase().replaceAll(" ", "_");
    const joined = (input: string): RelationalStep => ({
      kind: "join",
      input,
      how: "left",
      on: [{ left: "Customer ID", right: "Customer ID" }],
      columns: schemas[input]!.filter(({ name }) => name !== "Customer ID" && name !== "Quarter").map(({ name }) => ({
        from: name,
        to: `${input} ${name}`,
      })),
    });
    const steps: (RelationalStep | RowStep)[] = [
      { kind: "from", input: "demographics" },
      joined("location"),
      joined("services"),
      joined("status"),
    ];
    const names = [
      ...schemas["demographics"]!.map(({ name }) => name),
      ...["location", "services", "status"].flatMap((input) =>
        schemas[input]!.filter(({ name }) => name !== "Customer ID" && name !== "Quarter").map(
          ({ name }) => `${input} ${name}`,
        ),
      ),
    ];
    steps.push({ kind: "select", columns: names.map((name) => ({ from: name, to: clean(name) })) });
    const kind = new Map(
      Object.entries(schemas).flatMap(([input, columns]) =>
        columns.flatMap(
          ({ name, type }) =>
            [
              [name, type],
              [`${input} ${name}`, type],
            ] as const,
        ),
      ),
    );
    const columns = names.map((name) => ({ name: clean(name), type: { ...kind.get(name)!, nullable: true } }));
    const out = join(folder, "joined");
    expect(unwrap(await store.transform({ steps, columns, seed: 1 }, paths, out, { today: 0 }))).toEqual({
      rows: 7043,
    });
    const profile = unwrap(await store.profile(out));
    const churned = profile.find(({ name }) => name === "status_churn_label")!;
    expect(churned.categories).toEqual([
      { value: "No", count: 5174 },
      { value: "Yes", count: 1869 },
    ]);
    expect(profile.find(({ name }) => name === "customer_id")).toMatchObject({ distinct: 7043, missing: 0 });
  });

  test("blank numbers of the telco table are missing", async () => {
    const { kinds, store, out } = await taken(csv("telco/single_table.csv"));
    expect(kinds["TotalCharges"]).toBe("number?");
    expect(kinds["tenure"]).toBe("int");
    const profile = unwrap(await store.profile(out));
    expect(profile.find(({ name }) => name === "TotalCharges")!.missing).toBe(11);
  });

  test("half-hours of electricity are instants, April's mean fell by a fifth", async () => {
    const { kinds, rows, store, columns, out } = await taken(csv("electricity/load_30min_2018_2020.csv"));
    expect(rows).toBe(52_608);
    expect(kinds).toMatchObject({ datetime_utc: "timestamp", date: "date", heure: "category" });
    const column = (name: string) => ({ kind: "column", name }) as const;
    const call = (name: "year" | "month" | "equal", ...values: object[]) =>
      ({ kind: "call", function: name, arguments: values }) as never;
    const steps: (RelationalStep | RowStep)[] = [
      { kind: "from", input: "load" },
      {
        kind: "filter",
        condition: call("equal", call("month", column("date")), { kind: "literal", type: "int", value: 4 }),
        source: "",
      },
      { kind: "derive", name: "year", type: "int", expression: call("year", column("date")) },
      {
        kind: "aggregate",
        by: ["year"],
        outputs: [{ name: "mean", aggregate: "mean", argument: column("consommation_mw") }],
      },
    ];
    const result = join(temporaryFolder(), "april");
    const outputs: Column[] = [
      { name: "year", type: { kind: "int", nullable: false } },
      { name: "mean", type: { kind: "number", nullable: true } },
    ];
    unwrap(await store.transform({ steps, columns: outputs, seed: 1 }, { load: out }, result, { today: 0 }));
    const table = unwrap(await store.readTable(result));
    const [, mean] = table.columns;
    const [y2018, y2019, y2020] = "values" in mean! ? mean.values : [];
    expect(y2019! / y2018! - 1).toBeCloseTo(0.045, 2);
    expect(y2020! / y2019! - 1).toBeCloseTo(-0.191, 3);
    expect(columns.length).toBeGreaterThan(3);
  });

  test("Parquet and compressed CSV are taken in whole", async () => {
    const retail = await taken({ format: "parquet", path: "retail/online_retail.parquet" });
    expect(retail.rows).toBe(541_909);
    expect(retail.kinds).toMatchObject({
      InvoiceNo: "text",
      Quantity: "int",
      InvoiceDate: "timestamp",
      UnitPrice: "number",
      CustomerID: "int?",
      Country: "category",
    });
    const transactions = await taken(csv("retail/transactions_sample.csv.gz"));
    expect(transactions.rows).toBeGreaterThan(74_000);
    expect(transactions.kinds).toMatchObject({
      quantity: expect.stringMatching(/int|number/),
      transaction_timestamp: "timestamp",
    });
    const products = await taken(csv("retail/products.csv.gz"));
    expect(products.rows).toBeGreaterThan(90_000);
  });
});
