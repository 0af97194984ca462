import { type Header, pack } from "tar-stream";

export interface TarEntry extends Pick<Header, "name">, Partial<Pick<Header, "type" | "mode" | "uid" | "gid">> {
  /** Absent for a folder. */
  readonly content?: Uint8Array | string;
}

/** The bytes of an archive: the same for the same entries, which belong to root and to no time unless they say otherwise. */
export async function tarOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of entries) {
    tar.entry({ uid: 0, gid: 0, mtime: new Date(0), mode: 0o444, ...header }, Buffer.from(content ?? ""));
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
