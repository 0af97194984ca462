import { formatDate } from "@mlopsc/learn";
import { expect, it } from "vitest";
import { createServer } from "../../src/index.ts";
import { requestDay, todayHeader } from "../../src/request/request-day.ts";
import { goodRecord, sampleModels, today } from "../sample-models.ts";

const ask = async (day: number, headers: Record<string, string> = {}) => {
  const { model } = sampleModels()[2]!;
  const server = createServer({ model, version: "1", today: () => day, processMetrics: false });
  const answer = await server.inject({ method: "POST", url: "/predict", payload: goodRecord, headers });
  await server.close();
  return { status: answer.statusCode, body: answer.json() };
};

it("is that of the request where it names one, for that request alone", async () => {
  const [now, before] = [await ask(today), await ask(today - 900)];
  expect(now.body).not.toEqual(before.body);
  expect(await ask(today, { [todayHeader]: formatDate(today - 900) })).toEqual(before);
  expect(await ask(today)).toEqual(now);
});

it("is refused where it is no day", async () => {
  for (const day of ["2026-02-30", "yesterday", "", "2026-01-31, 2026-02-01"]) {
    const { status, body } = await ask(today, { [todayHeader]: day });
    expect([status, body.error.code]).toEqual([400, "invalid_header"]);
  }
});

it("is the server's where nothing is said", () => {
  expect(requestDay(undefined, () => 7)).toBe(7);
  expect(requestDay("1970-01-03", () => 7)).toBe(2);
});
