import type { AddressInfo } from "node:net";
import { codes } from "@mlopsc/diagnostics";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { expect, onTestFinished, test } from "vitest";
import { deliver } from "./deliver.ts";
import { sampleNotification } from "./sample-notification.ts";

interface MailServer {
  readonly port: number;
  readonly letters: { readonly from: string; readonly to: readonly string[]; readonly text: string }[];
}

const plain: SMTPServerOptions = { authOptional: true, hideSTARTTLS: true };

/** A mail server that keeps letters. It ends with the test. */
async function startMailServer(options: SMTPServerOptions = plain, host = "127.0.0.1"): Promise<MailServer> {
  const letters: MailServer["letters"] = [];
  const server = new SMTPServer({
    logger: false,
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (bytes: Buffer) => (text += bytes.toString()));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        letters.push({ from, to: rcptTo.map(({ address }) => address), text });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => void server.listen(0, host, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return { port: (server.server.address() as AddressInfo).port, letters };
}

const mail = (server: string): ChannelDefinition => ({
  ...{ name: "mail", kind: "email", to: "team@example.com", from: "mlopsc <mlopsc@example.com>" },
  server: { text: server },
});

test("sends a letter, by its key the same however often it is sent", async () => {
  const { port, letters } = await startMailServer();
  const server = mail(`smtp://127.0.0.1:${port}`);
  expect((await deliver(server)).attempt).toMatchObject({ outcome: "sent" });
  await deliver(server);
  const { key, incident } = sampleNotification();
  await deliver(server, {}, { key: `${incident}/resolved`, state: "resolved", endedAt: "2026-03-20T15:00:00.000Z" });
  expect(letters).toHaveLength(3);
  const [first, second, over] = letters.map(({ text }) => text);
  expect(letters[0]).toMatchObject({ from: "mlopsc@example.com", to: ["team@example.com"] });
  expect(first).toContain("Subject: [critical] drifted of churn_live");
  expect(first!.replace(/\r?\n /g, " ")).toContain(`X-Mlopsc-Key: ${key}`);
  expect(first).toContain("drifted of churn_live: drift.auc > 0.75 for 2h (drift.auc is");
  expect(first).toContain("Since:      2026-03-20T10:00:00.000Z");
  const idOf = (letter = ""): string => /^Message-ID: (<.+>)/im.exec(letter)![1]!;
  expect(idOf(second)).toBe(idOf(first));
  expect(idOf(over)).not.toBe(idOf(first));
  expect(over).toContain(`In-Reply-To: ${idOf(first)}`);
  expect(over).toContain("Subject: [resolved] drifted of churn_live");
  expect(over).toContain("Until:      2026-03-20T15:00:00.000Z");
});

test.each([
  ["p%40ss", "p@ss"],
  ["100%", "100%"],
])("signs in with %s", async (written, password) => {
  const seen: unknown[] = [];
  const { port, letters } = await startMailServer({
    onAuth(given, _session, done) {
      seen.push({ username: given.username, password: given.password });
      done(null, { user: given.username });
    },
    ...{ authMethods: ["PLAIN"], allowInsecureAuth: true, hideSTARTTLS: true },
  });
  const { entry } = await deliver(mail(`smtp://me:${written}@127.0.0.1:${port}`));
  expect(entry.state).toBe("sent");
  expect(seen).toEqual([{ username: "me", password }]);
  expect(letters).toHaveLength(1);
});

test.each([
  ["smtps", { secure: true, authOptional: true }],
  ["smtp", { authOptional: true }],
] as const)("%s: a server whose certificate nobody vouches for gets no letter", async (protocol, options) => {
  const { port, letters } = await startMailServer(options);
  const { attempt } = await deliver(mail(`${protocol}://127.0.0.1:${port}`));
  expect(attempt).toMatchObject({ outcome: "later", problem: { code: codes.channelUnreachable.code } });
  expect(attempt.problem!.message).toContain("its certificate is not trusted");
  expect(letters).toEqual([]);
});

test("a password goes to no other machine unless the connection is encrypted", async () => {
  const seen: unknown[] = [];
  const options = { onAuth: ({ password }: { password?: string }) => seen.push(password), allowInsecureAuth: true };
  // Of this machine, but not by the names that say so.
  const { port } = await startMailServer(
    { ...options, disabledCommands: ["STARTTLS"] } as SMTPServerOptions,
    "127.0.0.2",
  );
  const { attempt } = await deliver(mail(`smtp://me:password@127.0.0.2:${port}`));
  expect(attempt.problem).toMatchObject({ code: codes.channelUnreachable.code });
  expect(attempt.problem!.message).toContain("it offers no encryption");
  expect(seen).toEqual([]);
});

const refusing = (responseCode: number) =>
  startMailServer({
    ...plain,
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error("not here"), { responseCode })),
  });

test("an addressee who is not known is told once", async () => {
  const { port } = await refusing(550);
  const { attempt, entry } = await deliver(mail(`smtp://127.0.0.1:${port}`));
  expect(attempt).toMatchObject({ outcome: "given_up", problem: { code: codes.mailRefused.code } });
  expect(entry.problem).toContain("550");
});

test("a server that asks for patience is asked again", async () => {
  const { port } = await refusing(450);
  const { attempt } = await deliver(mail(`smtp://127.0.0.1:${port}`));
  expect(attempt).toMatchObject({ outcome: "later", problem: { code: codes.channelBusy.code } });
});

test("a password that is not accepted is told once, and stands in no message", async () => {
  const { port } = await startMailServer({
    onAuth: ({ password }, _session, done) => done(new Error(`${password} is wrong`)),
    ...{ authMethods: ["PLAIN"], allowInsecureAuth: true, hideSTARTTLS: true },
  });
  const { attempt } = await deliver(mail(`smtp://me:planted-password@127.0.0.1:${port}`));
  expect(attempt).toMatchObject({ outcome: "given_up", problem: { code: codes.mailRefused.code } });
  expect(JSON.stringify(attempt)).not.toContain("planted-password");
});

test.each(["mail.example:587", "http://mail.example", "smtp://"])("no address: %s", async (server) => {
  expect((await deliver(mail(server))).attempt.problem).toMatchObject({ code: codes.channelAddress.code });
});

test("a server by the name of a variable that is not set", async () => {
  const channel = { ...mail(""), server: { secret: "SMTP_URL" } } as ChannelDefinition;
  const { attempt } = await deliver(channel);
  expect(attempt.problem).toMatchObject({ code: codes.channelSecretMissing.code });
  expect(attempt.problem!.message).toContain("SMTP_URL");
});

test("nothing listens", async () => {
  const { attempt } = await deliver(mail("smtp://127.0.0.1:1"));
  expect(attempt).toMatchObject({ outcome: "later", problem: { code: codes.channelUnreachable.code } });
  expect(attempt.problem!.message).toContain("nothing listens there");
});
