import { numericColumn, seededRandom, type Table, tableOf, textColumn } from "@mlopsc/learn";

const hour = 3_600_000;
export const start = Date.UTC(2024, 0, 1);

/** Hours of a made-up town's electricity: days, weeks, seasons, and cold weather. */
export function loadTable(rows: number): Table {
  const random = seededRandom(7, "load");
  const at = Float64Array.from({ length: rows }, (_, row) => start + row * hour);
  let weather = 0;
  const temperature = at.map((time) => {
    weather = 0.97 * weather + 0.6 * random.normal();
    const days = (time - start) / (24 * hour);
    return 11 - 9 * Math.cos((2 * Math.PI * days) / 365) - 3 * Math.cos(2 * Math.PI * (days % 1)) + weather;
  });
  const load = at.map((time, row) => {
    const ofDay = ((time - start) / hour) % 24;
    const weekday = Math.floor((time - start) / (24 * hour)) % 7;
    const busy = Math.exp(-((ofDay - 12) ** 2) / 40) + 0.8 * Math.exp(-((ofDay - 19) ** 2) / 6);
    const heating = Math.max(0, 16 - temperature[row]!);
    return Math.round(41_000 + 11_000 * busy * (weekday > 4 ? 0.7 : 1) + 900 * heating + 900 * random.normal());
  });
  return tableOf([
    numericColumn("at", "timestamp", at),
    numericColumn(
      "hour",
      "int",
      at.map((time) => ((time - start) / hour) % 24),
    ),
    numericColumn(
      "weekday",
      "int",
      at.map((time) => (Math.floor((time - start) / (24 * hour)) % 7) + 1),
    ),
    numericColumn(
      "temperature",
      "number",
      temperature.map((value) => Math.round(value * 10) / 10),
    ),
    numericColumn(
      "load_lag_24",
      "number",
      load.map((_, row) => load[row - 24] ?? Number.NaN),
    ),
    numericColumn("load", "int", load),
  ]);
}

/** Made-up subscribers, a quarter of whom leave: short tenures, high bills and monthly contracts most. */
export function customerTable(rows: number): Table {
  const random = seededRandom(11, "customers");
  const draw = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
  const contract = draw(() => ["monthly", "one year", "two years"][Math.min(2, Math.floor(random.next() ** 2 * 3))]!);
  const tenure = draw(() => Math.floor(random.next() ** 1.6 * 73));
  const charges = draw(() => Math.round((20 + 95 * random.next()) * 100) / 100);
  const churned = draw((row) => {
    const lean = -1.9 + (contract[row] === "monthly" ? 1.6 : 0) - 0.045 * tenure[row]! + 0.021 * charges[row]!;
    return Number(random.next() < 1 / (1 + Math.exp(-lean)));
  });
  return tableOf([
    textColumn(
      "customer_id",
      "id",
      draw((row) => `C-${String(row + 1).padStart(5, "0")}`),
    ),
    textColumn(
      "email",
      "text",
      draw((row) => `person${row}@example.org`),
    ),
    textColumn("contract", "category", contract),
    numericColumn("tenure", "int", tenure),
    numericColumn("monthly_charges", "number", charges),
    numericColumn(
      "age",
      "int",
      draw(() => (random.next() < 0.04 ? null : 18 + Math.floor(random.next() * 63))),
    ),
    numericColumn(
      "signup",
      "date",
      draw((row) => 19_700 - 30 * tenure[row]!),
    ),
    numericColumn("churned", "bool", churned),
  ]);
}
