import { expect, test } from "vitest";
import { prepareRename } from "../../src/rename/rename.ts";
import { markedProject } from "../marked-project.ts";
import { markedShop } from "../shop.ts";
import { renamed } from "./renamed.ts";

test("a block, in all files", () => {
  expect(renamed(markedShop("features\n"), "rows")).toMatchInlineSnapshot(`
    "data.mlops:29  transform ‹features› { → rows
    models.mlops:2  from = ‹features› → rows"
  `);
});

test("a column of a schema, wherever it is the same one", () => {
  expect(renamed(markedShop("age int"), "years old")).toMatchInlineSnapshot(`
    "data.mlops:10  ‹age› int? → \`years old\`
    data.mlops:14  missing(‹age›) < 5% → \`years old\`
    data.mlops:32  derive ‹age› = if(age > 100, 100, age) → \`years old\`
    data.mlops:32  derive age = if(‹age› > 100, 100, age) → \`years old\`
    data.mlops:32  derive age = if(age > 100, 100, ‹age›) → \`years old\`
    data.mlops:34  impute ‹age›, spent with median → \`years old\`
    models.mlops:26  when = missing(‹age›) > 50% for 2h → \`years old\`
    The data of \`customers\` must have the new name in its header too."
  `);
});

test("a column that has the name of another one in a join", () => {
  expect(renamed(markedShop("customer_id id\n    amount"), "client")).toMatchInlineSnapshot(`
    "data.mlops:20  ‹customer_id› id → client
    data.mlops:27  aggregate by ‹customer_id›: spent = sum(amount) → client
    data.mlops:31  join spend on ‹customer_id› → customer_id == client
    The data of \`purchases\` must have the new name in its header too."
  `);
});

test("the sides of a join that become one name are written once", () => {
  const spec = `dataset a {
  source = csv("a.csv")
  key = id
  schema {
    id int
  }
}
dataset b {
  source = csv("b.csv")
  key = other
  schema {
    <|>other int
    more int
  }
}
transform t {
  from a
  join b on id == other
}
`;
  expect(renamed(spec, "id")).toMatchInlineSnapshot(`
    "main.mlops:10  key = ‹other› → id
    main.mlops:12  ‹other› int → id
    main.mlops:18  join b on ‹id == other› → id
    The data of \`b\` must have the new name in its header too."
  `);
});

test("a parameter, in texts too; but not as what cannot stand there", () => {
  expect(renamed(markedShop("data :"), "lake")).toMatchInlineSnapshot(`
    "data.mlops:3  param ‹data› : text = "lake" → lake
    data.mlops:5  source = csv("{‹data›}/customers.csv") → lake
    data.mlops:18  source = csv("{‹data›}/purchases.csv") → lake"
  `);
  expect(renamed(markedShop("data :"), "data lake")).toMatchInlineSnapshot(`
    "Between braces in a text \`data lake\` cannot stand: it is a name in backticks only.
    data.mlops:5  source = csv("{‹data›}/customers.csv")"
  `);
});

const lagged = `dataset load {
  source = csv("load.csv")
  key = at
  schema {
    at timestamp
    mw number
    kind category in ["a", "b"]
  }
}
transform t {
  from load
  lag mw by 1 order at
  filter mw_lag_1 > 0
  split test 20% by time at
  encode kind with one_hot
  impute mw_lag_1 with median
  drop \`kind=a\`
}
`;

test("columns that take their name from it go with it", () => {
  expect(renamed(lagged.replace("mw number", "<|>mw number"), "power")).toMatchInlineSnapshot(`
    "main.mlops:6  ‹mw› number → power
    main.mlops:12  lag ‹mw› by 1 order at → power
    main.mlops:13  filter ‹mw_lag_1› > 0 → power_lag_1
    main.mlops:16  impute ‹mw_lag_1› with median → power_lag_1
    The data of \`load\` must have the new name in its header too."
  `);
  expect(renamed(lagged.replace("mw_lag_1 >", "<|>mw_lag_1 >"), "before")).toMatchInlineSnapshot(`
    "\`mw_lag_1\` takes its name from \`mw\`: rename that one.
    main.mlops:12  ‹lag mw by 1 order at›"
  `);
  expect(renamed(lagged.replace("kind cat", "<|>kind cat"), "sort of day")).toMatchInlineSnapshot(`
    "main.mlops:7  ‹kind› category in ["a", "b"] → \`sort of day\`
    main.mlops:15  encode ‹kind› with one_hot → \`sort of day\`
    main.mlops:17  drop ‹\`kind=a\`› → \`sort of day=a\`
    The data of \`load\` must have the new name in its header too."
  `);
});

test("a name that is taken, or that would change what another name means, is refused with its place", () => {
  expect(renamed(markedShop("age int"), "segment")).toMatchInlineSnapshot(`
    "The column \`segment\` is there twice.
    data.mlops:9  ‹segment› category"
  `);
  expect(renamed(markedShop("spend {"), "customers")).toMatchInlineSnapshot(`
    "The name of the transform \`customers\` is taken by a dataset.
    data.mlops:4  dataset ‹customers› {"
  `);
  expect(renamed(markedShop("age int"), " ")).toMatchInlineSnapshot(
    `"A name has at least one character, and neither a backtick nor a new line."`,
  );
});

test("a word of the language is a name in backticks", () => {
  expect(renamed(markedShop("spent ="), "all")).toMatchInlineSnapshot(`
    "data.mlops:27  aggregate by customer_id: ‹spent› = sum(amount) → all
    data.mlops:34  impute age, ‹spent› with median → all"
  `);
});

test("what cannot be proved is refused, with the reason", () => {
  const sql = `dataset load {
  source = csv("load.csv")
  schema {
    mw number
  }
}
transform t {
  from load
  sql "select <|>mw as power from input" gives power = number
}
`;
  expect(renamed(sql, "power")).toMatchInlineSnapshot(`
    "The query of a \`sql\` step has the word \`mw\`, which may mean this column.
    main.mlops:9  sql "select ‹mw› as power from input" gives power = number"
  `);
  const { snapshot, cursors } = markedProject(sql);
  expect(prepareRename(snapshot, cursors[0]!)).toHaveProperty("refused");
  const broken = `dataset load {
  source = csv("load.csv")
  schema {
    <|>mw number
  }
}
transform t {
  from load
  filter mw > > 1
}
`;
  expect(renamed(broken, "power")).toMatchInlineSnapshot(`
    "A line that cannot be read has the word \`mw\`: mend it first.
    main.mlops:9  ‹filter mw > > 1›"
  `);
  expect(renamed(broken.replace("filter mw", "filter hour"), "power")).toContain("→ power");
  expect(renamed(markedShop("baseline."), "rival")).toMatchInlineSnapshot(`
    "\`baseline\` is a word of the language.
    models.mlops:6  ‹baseline› = logistic_regression"
  `);
});
