import { codes } from "@mlopsc/diagnostics";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { withoutSecrets } from "../../src/channels/secret-text.ts";
import { deliver } from "./deliver.ts";
import { startReceiver } from "./receiver.ts";

const planted = "T0planted";
const secret = { secret: "PLANTED" };
const webhook: ChannelDefinition = { name: "team", kind: "webhook", address: secret, format: "json" };
const mail: ChannelDefinition = { name: "team", kind: "email", to: "a@b.c", from: "a@b.c", server: secret };
const program = 'console.error("cannot page", process.env.PLANTED); process.exit(1)';
const pager: ChannelDefinition = {
  ...{ name: "team", kind: "command", environment: ["PLANTED"] },
  command: [process.execPath, "-e", program],
};

describe("a secret stands in nothing that is kept or told, however sending fails", () => {
  test.each([
    ["an unknown host", webhook, `https://${planted}.invalid/${planted}`],
    ["a closed port", webhook, `http://${planted}:${planted}@127.0.0.1:1/${planted}?token=${planted}`],
    ["no address at all", webhook, `htp//${planted}`],
    ["an address that cannot be read", webhook, `http://[${planted}`],
    ["a closed mail server", mail, `smtp://${planted}:${planted}@127.0.0.1:1`],
    ["an unknown mail server", mail, `smtps://${planted}:${planted}@${planted}.invalid`],
    ["a mail server that cannot be read", mail, `smtp://[${planted}`],
    ["a program that prints it", pager, planted],
  ])("%s", async (_name, channel, value) => {
    const { attempt, entry } = await deliver(channel, { PLANTED: value });
    expect(attempt.outcome).toBe("later");
    expect(`${JSON.stringify(attempt)} ${JSON.stringify(entry)}`).not.toContain(planted);
  });

  test("an answer that repeats it", async () => {
    const address = (port: number): string => `http://127.0.0.1:${port}/services/${planted}%20x?token=${planted}`;
    const { port } = await startReceiver([{ status: 404, body: `no hook "${planted} x" at 127.0.0.1, ${planted}` }]);
    const { attempt, entry } = await deliver(webhook, { PLANTED: address(port) });
    expect(attempt.problem).toMatchObject({ code: codes.channelRefused.code });
    expect(`${JSON.stringify(attempt)} ${JSON.stringify(entry)}`).not.toContain(planted);
    expect(entry.problem).toContain("no hook");
  });
});

test("parts of an address are secret as the whole is", () => {
  const address = "https://user:pa%24sword@hooks.example/T000/B0001/XXXXXXXX?key=value1#end1";
  const text = "hooks.example said: pa$sword, pa%24sword, B0001, XXXXXXXX and value1 are wrong; so is T0";
  expect(withoutSecrets(text, [address])).toBe("… said: …, …, …, … and … are wrong; so is T0");
  expect(withoutSecrets("ok", ["", "a"])).toBe("ok");
});
