// A trainer over Parquet, by the database that its parameter names: says of every row what share of the rows had its class.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [verb, folder] = process.argv.slice(2);
const at = (name) => join(folder, name);
const job = JSON.parse(readFileSync(at("job.json"), "utf8"));
const { DuckDBInstance } = await import(job.parameters.duckdb);
const connection = await (await DuckDBInstance.create()).connect();
const rowsOf = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();

if (verb === "train") {
  const columns = await rowsOf(`DESCRIBE SELECT * FROM '${at(job.train)}'`);
  const counts = await rowsOf(`SELECT "${job.target}" AS label, count(*) AS rows FROM '${at(job.train)}' GROUP BY 1`);
  mkdirSync(at(job.model));
  const types = Object.fromEntries(columns.map(({ column_name, column_type }) => [column_name, column_type]));
  writeFileSync(at(`${job.model}/shares.json`), JSON.stringify({ types, counts }));
} else {
  const { counts } = JSON.parse(readFileSync(at(`${job.model}/shares.json`), "utf8"));
  const total = counts.reduce((sum, { rows }) => sum + Number(rows), 0);
  const shares = job.classes.map((name, index) => {
    const rows = Number(counts.find(({ label }) => label === name)?.rows ?? 0);
    return `${rows / total}::DOUBLE AS "${job.columns[index]}"`;
  });
  const chosen = `SELECT "${job.row}", ${shares.join(", ")} FROM '${at(job.rows)}' ORDER BY "${job.row}" DESC`;
  await connection.run(`COPY (${chosen}) TO '${at(job.predictions)}' (FORMAT parquet)`);
}
