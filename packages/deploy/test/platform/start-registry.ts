import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";

/** A line of `htpasswd -B`: the user `team` with the password `open sesame`. */
export const teamUser = {
  name: "team",
  password: "open sesame",
  line: "team:$2b$04$E98e/LrfZprdOBTa4JgNLuG5nU9Vh5DO8/sqxDJiZeLjU/sOaZGSK",
};

/** A real registry on this machine. `users`: lines of a password file; without it anybody may push. Gives what ends it. */
export async function startRegistry(port: number, users?: string): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "registry-"));
  const file = join(folder, "config.yml");
  const storage = `storage:\n  filesystem:\n    rootdirectory: ${folder}/data\n`;
  const auth = users === undefined ? "" : `auth:\n  htpasswd:\n    realm: team\n    path: ${folder}/users\n`;
  writeFileSync(join(folder, "users"), `${users ?? ""}\n`);
  writeFileSync(file, `version: 0.1\nlog:\n  level: error\n${storage}${auth}http:\n  addr: 127.0.0.1:${port}\n`);
  const child = spawn("docker-registry", ["serve", file], { stdio: "ignore" });
  const wanted = users === undefined ? 200 : 401;
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/v2/`)).status).toBe(wanted), 20_000);
  return () => {
    child.kill();
    rmSync(folder, { recursive: true });
  };
}
