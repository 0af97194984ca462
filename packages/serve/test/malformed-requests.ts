import { type Random, seededRandom } from "@mlopsc/learn";
import { goodRecord } from "./sample-models.ts";

/** What is written to a socket, and nothing more: most of it is no good request. */
export interface MalformedRequest {
  readonly kind: string;
  readonly bytes: Buffer;
  /** The request never ends: the client hangs up a little later. */
  readonly unfinished?: true;
}

type Make = (random: Random) => Buffer | string;

const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;
const good = JSON.stringify(goodRecord);
const fields = Object.keys(goodRecord);

/** Requests of every kind in turn, the same for the same seed. */
export function malformedRequests(count: number, seed: number): readonly MalformedRequest[] {
  const kinds = [
    ...Object.entries(bodies).map(([kind, make]) => ({
      kind,
      make: (random: Random) => framed(make(random)),
      unfinished: false,
    })),
    ...Object.entries(heads).map(([kind, make]) => ({ kind, make, unfinished: false })),
    ...Object.entries(fragments).map(([kind, make]) => ({ kind, make, unfinished: true })),
  ];
  return Array.from({ length: count }, (_, index) => {
    const { kind, make, unfinished } = kinds[index % kinds.length]!;
    const bytes = Buffer.from(make(seededRandom(seed, `${kind} ${index}`)) as string, "latin1");
    return { kind, bytes, ...(unfinished ? { unfinished } : {}) };
  });
}

/** A sound request around a body. */
function framed(body: Buffer | string, headers: readonly string[] = ["content-type: application/json"]): Buffer {
  const bytes = Buffer.from(body as string);
  const head = ["POST /predict HTTP/1.1", "host: test", ...headers, `content-length: ${bytes.length}`, "", ""].join(
    "\r\n",
  );
  return Buffer.concat([Buffer.from(head, "latin1"), bytes]);
}

const strangeValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  "",
  " ",
  "x",
  "2024-02-30",
  "2024-13-01",
  "0000-00-00",
  "9999-99-99T99:99:99Z",
  "2024-02-29T12:30:00+99:99",
  "NaN",
  "\u0000",
  "\ud800",
  "💥".repeat(50),
  [],
  [[]],
  {},
  { a: 1 },
  [1, 2, 3],
  { toString: "x" },
  { length: 1e9 },
];

const withField = (name: string, value: unknown): string => JSON.stringify({ ...goodRecord, [name]: value });
const withLiteral = (name: string, literal: string): string => {
  const { [name as keyof typeof goodRecord]: _, ...rest } = goodRecord;
  return `{${JSON.stringify(name)}:${literal},${JSON.stringify(rest).slice(1)}`;
};

function mutated(random: Random, text: string): Buffer {
  const bytes = Buffer.from(text);
  for (let change = random.integer(4); change >= 0; change--) bytes[random.integer(bytes.length)] = random.integer(256);
  return bytes;
}

function randomBytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.integer(256)));
}

/** Bodies in sound HTTP. */
const bodies: Readonly<Record<string, Make>> = {
  "strange value": (random) => withField(pick(random, fields), pick(random, strangeValues)),
  "several strange values": (random) =>
    JSON.stringify(
      Object.fromEntries(fields.map((name) => [name, random.next() < 0.5 ? pick(random, strangeValues) : "x"])),
    ),
  "missing fields": (random) =>
    JSON.stringify(Object.fromEntries(Object.entries(goodRecord).filter(() => random.next() < 0.6))),
  "extra field": (random) =>
    withField(pick(random, ["x", "", "a".repeat(5000), "toString", "valueOf", "records", "\u0000", "é"]), 1),
  "poisoned prototype": (random) =>
    withLiteral(
      pick(random, ["__proto__", "constructor", "prototype", "hasOwnProperty"]),
      pick(random, ['{"age":1}', "null", '{"prototype":{"x":1}}']),
    ),
  "literal that is no number": (random) =>
    withLiteral(
      pick(random, fields),
      pick(random, [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "-1e999",
        "undefined",
        "0x1F",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "--1",
        "'x'",
      ]),
    ),
  "number of many digits": (random) =>
    withLiteral(pick(random, fields), `${"9".repeat(1 + random.integer(5000))}.${"1".repeat(random.integer(50))}`),
  "repeated key": (random) => withLiteral("age", `30,"age":${pick(random, ["17", "null", '"x"', "31"])},"age":30`),
  truncated: (random) => good.slice(0, random.integer(good.length)),
  "changed bytes": (random) => mutated(random, good),
  "random bytes": (random) => randomBytes(random, random.integer(2000)),
  "not UTF-8": (random) =>
    Buffer.from(
      good.replace("anna", pick(random, ["\xff\xfe", "\xc3\x28", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80"])),
      "latin1",
    ),
  "another encoding": (random) => Buffer.from(good, pick(random, ["utf16le", "base64", "hex"] as const)),
  "byte order mark": () => `\ufeff${good}`,
  "deep nesting": (random) => {
    const depth = 10 ** (1 + random.integer(5));
    const [open, close] = pick(random, [
      ["[", "]"],
      ['{"a":', "}"],
      ['{"records":[', "]}"],
    ] as const);
    return `${open.repeat(depth)}1${close.repeat(random.next() < 0.5 ? depth : depth - 1)}`;
  },
  "deep value": (random) => withLiteral(pick(random, fields), "[".repeat(20_000) + "]".repeat(20_000)),
  "strange form": (random) =>
    pick(random, [
      "",
      " ",
      "null",
      "true",
      "5",
      '"x"',
      "[]",
      "{}",
      '{"records":5}',
      '{"records":{}}',
      '{"records":[[]]}',
      "[null]",
      "[[]]",
      "[5]",
      `[${good},5]`,
      `{"records":[${good}],"x":1}`,
    ]),
  "too many records": () => `[${"1,".repeat(20_000)}1]`,
  "too large": () => `"${"x".repeat(1_200_000)}"`,
  "half a good list": (random) => `[${good},${mutated(random, good)},${good}]`,
};

/** Requests whose own lines are wrong, or carry a good body under a wrong flag. */
const heads: Readonly<Record<string, Make>> = {
  "content type": (random) =>
    framed(good, [
      `content-type: ${pick(random, ["", "text/plain", "application/xml", "json", "application/json;;;", "application/jsonp", "*/*", "multipart/form-data", "application/json, text/html", "a".repeat(3000)])}`,
    ]),
  "no content type": () => framed(good, []),
  "content encoding": (random) =>
    framed(good, [
      "content-type: application/json",
      `content-encoding: ${pick(random, ["gzip", "br", "deflate", "x", "gzip, gzip"])}`,
    ]),
  "content length": (random) =>
    `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${pick(random, ["-1", "abc", "1e3", "0x10", "99999999999999999999", "5, 6", "5 5", ""])}\r\n\r\n${good}`,
  "content length too small": (random) =>
    `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${random.integer(good.length)}\r\n\r\n${good}`,
  "two lengths": () => `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n123456`,
  "length and chunks": () =>
    `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n`,
  "transfer encoding": (random) =>
    `POST /predict HTTP/1.1\r\nhost: x\r\ntransfer-encoding: ${pick(random, ["gzip", "identity", "chunked, chunked", "xchunked", " chunked,"])}\r\n\r\n5\r\n12345\r\n0\r\n\r\n`,
  "chunk size": (random) =>
    `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${pick(random, ["zz", "-1", "ffffffffffffffffff", "5;=;=", "", "0x5", "5 5"])}\r\n12345\r\n0\r\n\r\n`,
  "chunk without its end": () =>
    `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n12345\r\n0\r\n\r\n`,
  "huge header": () => `GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: ${"a".repeat(40_000)}\r\n\r\n`,
  "many headers": () => `GET /healthz HTTP/1.1\r\nhost: x\r\n${"x-a: 1\r\n".repeat(4000)}\r\n`,
  "header line": (random) =>
    `GET /healthz HTTP/1.1\r\nhost: x\r\n${pick(random, ["nocolon", ": novalue", "a b: c", "x\u0000: y", "x: \u0000", "\u00ff: 1", " folded", "x: a\rb"])}\r\n\r\n`,
  "bare line feeds": () => "GET /healthz HTTP/1.1\nhost: x\n\n",
  method: (random) =>
    `${pick(random, ["FOO", "get", "PROPFIND", "TRACE", "CONNECT", "OPTIONS", "G\u0000T", "", "POSTPOST", "PUT", "PATCH", "DELETE"])} /predict HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
  version: (random) =>
    `GET /healthz ${pick(random, ["HTTP/9.9", "HTTP/1.2", "HTTP/0.9", "HTTPS/1.1", "HTTP/1", "http/1.1", "", "HTTP/2.0"])}\r\nhost: x\r\nconnection: close\r\n\r\n`,
  path: (random) =>
    `GET ${pick(random, ["*", "", "healthz", "http://x/healthz", "//", "/..", "/../../etc/passwd", "/%", "/%zz", "/%00", "/%c0%af", "/healthz/", "/a b", "/?x=%", "/\u00ff", `/${"a".repeat(9000)}`, "/predict?__proto__[x]=1", "/metrics;x"])} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
  host: (random) =>
    `GET / HTTP/1.1\r\n${pick(random, ["", "host: a\r\nhost: b\r\n", "host: <script>\r\n", "host: '; rm -rf /\r\n", `host: ${"h".repeat(5000)}\r\n`])}connection: close\r\n\r\n`,
  expect: (random) =>
    `POST /predict HTTP/1.1\r\nhost: x\r\nexpect: ${pick(random, ["x", "200-ok", "100-continue, x"])}\r\ncontent-length: 0\r\n\r\n`,
  upgrade: (random) =>
    `GET ${pick(random, ["/predict", "/healthz"])} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: ${pick(random, ["websocket", "h2c", "x"])}\r\n\r\n`,
  "another protocol": (random) =>
    pick(random, [
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
      "SSH-2.0-OpenSSH_9.0\r\n",
      "EHLO x\r\n",
      "\x00\x00\x00\x00",
      "*1\r\n$4\r\nPING\r\n",
    ]),
  "garbage after a good request": (random) =>
    Buffer.concat([framed(good), randomBytes(random, 1 + random.integer(200))]),
  "random bytes": (random) => randomBytes(random, 1 + random.integer(500)),
  "changed bytes": (random) => mutated(random, framed(good).toString("latin1")),
};

/** Requests that stop before their end. */
const fragments: Readonly<Record<string, Make>> = {
  "stops in its head": (random) => framed(good).subarray(0, 1 + random.integer(80)),
  "stops in its body": (random) => framed(good).subarray(0, -1 - random.integer(good.length)),
  "stops in a chunk": () =>
    `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n50\r\n{"age":`,
  "waits to go on": () =>
    `POST /predict HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n`,
};
