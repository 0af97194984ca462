// Writes made-up data of the same files and columns as the real ones, so that the example runs without a download.
// Shaped after published figures for France: about 53 GW on average, 2.4 GW more for each degree below 15 °C,
// April +4.5 % from 2018 to 2019 and -19.1 % from 2019 to 2020. None of these numbers was measured.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../seeded-random.mjs";

const halfHour = 30 * 60_000;
const day = 24 * 60 * 60_000;

export function generate(folder, seed = 2020) {
  const random = seededRandom(seed);
  const weather = dailyWeather(random);
  const rows = [];
  let error = 0;
  for (let at = Date.UTC(2017, 11, 31, 23); at < Date.UTC(2020, 11, 31, 23); at += halfHour) {
    const local = parisTime(at);
    error = 0.97 * error + 240 * random.normal();
    rows.push({ at, local, ...temperatureAt(local, weather), load: 0, error });
  }
  for (const row of rows) row.load = loadAt(row) + row.error;
  bendAprils(rows);

  mkdirSync(folder, { recursive: true });
  write(
    folder,
    "load_30min_2018_2020.csv",
    "datetime_utc,datetime_paris,date,heure,consommation_mw",
    rows,
    ({ at, local, load }) => [utc(at), local.text, local.date, local.time, Math.round(load)],
  );
  const hours = rows.filter(({ local }) => local.time.endsWith("00"));
  write(folder, "temperature_hourly_2018_2020.csv", "Date,Temperature", hours, ({ local, temperature }) => [
    `${local.date} ${local.time}:00`,
    temperature.toFixed(2),
  ]);
  const aprils = rows.filter(({ local }) => local.month === 4);
  write(
    folder,
    "generation_april_2018_2019_2020.csv",
    "datetime_utc,datetime_paris,consumption_mw",
    aprils,
    ({ at, local, load }) => [utc(at), local.text, Math.round(load)],
  );
  return rows.length;
}

/** Slow swings around the season's temperature, one value a day. */
function dailyWeather(random) {
  const values = [];
  let swing = 0;
  for (let index = 0; index < 1100; index += 1) {
    swing = 0.82 * swing + 1.7 * random.normal();
    values.push(swing);
  }
  return values;
}

function temperatureAt({ dayNumber, dayOfYear, hours }, weather) {
  const season = 12.6 - 8.2 * Math.cos((2 * Math.PI * (dayOfYear - 20)) / 365.25);
  const share = hours / 24;
  const swing = weather[dayNumber] * (1 - share) + weather[dayNumber + 1] * share;
  const felt = season + swing; // houses keep their warmth: heating hardly follows the hours of a day
  const hourly = 3.4 * Math.sin((2 * Math.PI * (hours - 9.5)) / 24);
  return { temperature: felt + hourly, felt: felt + 0.15 * hourly };
}

/** Heating, cooling, the working week, and the two peaks of a day. */
function loadAt({ local, temperature, felt }) {
  const { hours, weekday, dayOfYear } = local;
  const heating = 2050 * Math.max(15 - felt, 0) + 380 * Math.max(temperature - 22, 0);
  const working = weekday <= 5 ? 1 : weekday === 6 ? 0.45 : 0;
  const peak = (centre, width) => Math.exp(-(((hours - centre) / width) ** 2));
  const daily =
    7200 * peak(12.5, 4.5) * (0.55 + 0.45 * working) +
    5600 * peak(19.5, 2.2) +
    3100 * peak(8.5, 2) * working -
    3600 * peak(4, 2.6);
  const holiday = dayOfYear > 212 && dayOfYear < 237 ? -4200 : 0;
  const lockdown =
    local.date >= "2020-03-17" && local.date < "2020-05-11" ? -2600 * working * (0.4 + 0.6 * peak(10, 5)) : 0;
  return 39_800 + 4300 * working + daily + heating + holiday + lockdown;
}

/** Brings each April to its published ratio with the one before; the days around them follow softly. */
function bendAprils(rows) {
  const mean = (year) => {
    const april = rows.filter(({ local }) => local.month === 4 && local.year === year);
    return april.reduce((sum, { load }) => sum + load, 0) / april.length;
  };
  const wanted = { 2019: mean(2018) * 1.045, 2020: mean(2018) * 1.045 * 0.809 };
  for (const [year, target] of Object.entries(wanted)) {
    const factor = target / mean(Number(year)) - 1;
    for (const row of rows.filter(({ local }) => local.year === Number(year)))
      row.load *= 1 + factor * nearApril(row.local);
  }
}

/** 1 in April, falling to 0 within two weeks on both sides. */
function nearApril({ dayOfYear, month }) {
  if (month === 4) return 1;
  const away = dayOfYear < 100 ? 91 - dayOfYear : dayOfYear - 120;
  return Math.max(1 - away / 14, 0);
}

/** Central European time: an hour ahead of UTC, two between the last Sundays of March and October, 01:00 UTC. */
function parisTime(at) {
  const year = new Date(at).getUTCFullYear();
  const summer = at >= lastSunday(year, 2) && at < lastSunday(year, 9);
  const local = new Date(at + (summer ? 2 : 1) * 3_600_000);
  const iso = local.toISOString();
  return {
    text: `${iso.slice(0, 19)}${summer ? "+02:00" : "+01:00"}`,
    date: iso.slice(0, 10),
    time: iso.slice(11, 16),
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    weekday: local.getUTCDay() || 7,
    hours: local.getUTCHours() + local.getUTCMinutes() / 60,
    dayOfYear: Math.floor((local - Date.UTC(local.getUTCFullYear(), 0, 1)) / day) + 1,
    dayNumber: Math.floor((local - Date.UTC(2018, 0, 1)) / day),
  };
}

function lastSunday(year, month) {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1);
}

const utc = (at) => new Date(at).toISOString().replace(".000Z", "Z");

function write(folder, name, head, rows, cells) {
  writeFileSync(join(folder, name), `${[head, ...rows.map((row) => cells(row).join(","))].join("\n")}\n`);
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2] ?? join(import.meta.dirname, "data");
  console.log(`wrote ${generate(folder)} half-hours to ${folder}`);
}
