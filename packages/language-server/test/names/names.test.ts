import { expect, test } from "vitest";
import { markedShop } from "../shop.ts";
import { drawnNames } from "./named.ts";

test("a block, from another file", () => {
  expect(drawnNames(markedShop("features\n"))).toMatchInlineSnapshot(`
    "is   data.mlops:29  transform ‹features› {
    type data.mlops:4  dataset ‹customers› {
    type data.mlops:25  transform ‹spend› {
    def  data.mlops:29  transform ‹features› {
    use  models.mlops:2  from = ‹features›"
  `);
});

test("a block, at its own name", () => {
  expect(drawnNames(markedShop("spend {"))).toMatchInlineSnapshot(`
    "is   data.mlops:25  transform ‹spend› {
    type data.mlops:17  dataset ‹purchases› {
    def  data.mlops:25  transform ‹spend› {
    use  data.mlops:31  join ‹spend› on customer_id"
  `);
});

test("a column through its steps, into models and alerts", () => {
  expect(drawnNames(markedShop("age)", 2))).toMatchInlineSnapshot(`
    "is   data.mlops:10  ‹age› int?
    type data.mlops:10  ‹age int?›
    def  data.mlops:10  ‹age› int?
    use  data.mlops:14  missing(‹age›) < 5%
    def  data.mlops:32  derive ‹age› = if(age > 100, 100, age)
    use  data.mlops:32  derive age = if(‹age› > 100, 100, age)
    use  data.mlops:32  derive age = if(age > 100, 100, ‹age›)
    use  data.mlops:34  impute ‹age›, spent with median
    use  models.mlops:26  when = missing(‹age›) > 50% for 2h"
  `);
});

test("a key that joins two tables stands for a column of each", () => {
  expect(drawnNames(markedShop("customer_id\n", 1))).toMatchInlineSnapshot(`
    "is   data.mlops:8  ‹customer_id› id
    is   data.mlops:20  ‹customer_id› id
    type data.mlops:8  ‹customer_id id›
    type data.mlops:20  ‹customer_id id›
    use  data.mlops:6  key = ‹customer_id›
    def  data.mlops:8  ‹customer_id› id
    def  data.mlops:20  ‹customer_id› id
    use  data.mlops:27  aggregate by ‹customer_id›: spent = sum(amount)
    use  data.mlops:31  join spend on ‹customer_id›
    use  models.mlops:4  features = all except ‹customer_id›
    use  models.mlops:22  labels = customers on ‹customer_id›"
  `);
});

test("a parameter in a text", () => {
  expect(drawnNames(markedShop("data}"))).toMatchInlineSnapshot(`
    "is   data.mlops:3  param ‹data› : text = "lake"
    type data.mlops:3  param data : ‹text› = "lake"
    def  data.mlops:3  param ‹data› : text = "lake"
    use  data.mlops:5  source = csv("{‹data›}/customers.csv")
    use  data.mlops:18  source = csv("{‹data›}/purchases.csv")"
  `);
});

test("the baseline in a gate", () => {
  expect(drawnNames(markedShop("baseline."))).toMatchInlineSnapshot(`
    "is   models.mlops:6  ‹baseline› = logistic_regression
    def  models.mlops:6  ‹baseline› = logistic_regression
    use  models.mlops:9  auc > ‹baseline›.auc"
  `);
});

test("a metric, from gates and alerts to where the model measures it", () => {
  expect(drawnNames(markedShop("auc -"))).toMatchInlineSnapshot(`
    "is   models.mlops:7  metrics = [‹auc›, f1]
    def  models.mlops:7  metrics = [‹auc›, f1]
    use  models.mlops:9  ‹auc› > baseline.auc
    use  models.mlops:9  auc > baseline.‹auc›
    use  models.mlops:31  when = live.‹auc› < test.auc - 0.05
    use  models.mlops:31  when = live.auc < test.‹auc› - 0.05"
  `);
});

test("words of the language and what is unknown are no names", () => {
  expect(drawnNames(markedShop("median"))).toBe("no name");
  expect(drawnNames('dataset d {\n  source = <|>csv("d.csv")\n}\n')).toBe("no name");
  expect(drawnNames("transform t {\n  from <|>nowhere\n}\n")).toBe("no name");
});
