import { PassThrough } from "node:stream";
import type Docker from "dockerode";

export interface RanIn {
  readonly exitCode: number;
  readonly output: Buffer;
  readonly errors: string;
}

/** Runs a command in a running container, with `input` on its standard input, to its end. */
export async function runIn(container: Docker.Container, command: readonly string[], input?: string): Promise<RanIn> {
  const piped = input !== undefined;
  const exec = await container.exec({
    Cmd: [...command],
    AttachStdin: piped,
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({ hijack: piped, stdin: piped });
  const [output, errors] = [new PassThrough(), new PassThrough()];
  container.modem.demuxStream(stream, output, errors);
  stream.once("end", () => {
    output.end();
    errors.end();
  });
  if (piped) stream.end(input);
  const [out, err] = await Promise.all([readAll(output), readAll(errors)]);
  const { ExitCode } = await exec.inspect();
  return { exitCode: ExitCode ?? 1, output: out, errors: err.toString("utf8").trim() };
}

async function readAll(stream: PassThrough): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The last lines that a container printed, oldest first; none of one that is gone. */
export async function lastContainerLines(container: Docker.Container, count: number): Promise<readonly string[]> {
  const bytes = await container
    .logs({ stdout: true, stderr: true, tail: count, follow: false })
    .catch(() => Buffer.alloc(0));
  return framesOf(bytes)
    .toString("utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-count);
}

/** Without a terminal each piece comes after eight bytes: which stream, three of nothing, and its length. */
function framesOf(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4);
    pieces.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(pieces);
}
