import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright-core";

const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Why the tests in a real VS Code cannot run here; undefined where they can. */
export function missingPart(): string | undefined {
  if (!existsSync(chromiumPath)) return `there is no ${chromiumPath}`;
  if (!["/usr/bin/rg", "/usr/local/bin/rg"].some((path) => existsSync(path))) return "there is no ripgrep";
  return undefined;
}

export interface SessionOptions {
  /** The entry of the VS Code server. */
  readonly server: string;
  /** The packaged extension, as a user installs it. */
  readonly vsix: string;
  readonly files: Readonly<Record<string, string>>;
  /** A folder whose content is copied beside the files. */
  readonly copied?: string;
  /** False: VS Code asks whether the folder is trusted. */
  readonly trusted: boolean;
  /** Of the folder. */
  readonly name?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** VS Code in a browser on a folder of its own, with the packaged extension installed. */
export interface VscodeSession {
  readonly folder: string;
  readonly page: Page;
  /** Opens the folder anew on a page of its own; `payload` as VS Code's own tests use it. */
  readonly open: (
    payload?: readonly (readonly [string, string])[],
    before?: (page: Page) => Promise<void>,
  ) => Promise<Page>;
  /** Exchanges the settings that the session was opened with. */
  readonly configure: (settings: Readonly<Record<string, unknown>>) => void;
  /** `127.0.0.1:8080`: what remote URIs name. */
  readonly host: string;
  readonly close: () => Promise<void>;
}

const repository = join(import.meta.dirname, "../../..");

export async function openVscode(options: SessionOptions): Promise<VscodeSession> {
  const home = mkdtempSync(join(tmpdir(), "mlopsc-vscode-"));
  const folder = join(home, options.name ?? "churn");
  layOut(folder, options);
  writeSettings(home, options.settings ?? {});
  const places = ["--extensions-dir", join(home, "extensions"), "--server-data-dir", join(home, "data")];
  const environment = { ...process.env, NODE_OPTIONS: "" };
  execFileSync(process.execPath, [options.server, ...places, "--install-extension", options.vsix], {
    env: environment,
    stdio: "ignore",
  });
  const port = await freePort();
  const words = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token", ...places];
  const quiet = ["--accept-server-license-terms", "--telemetry-level", "off", "--enable-smoke-test-driver"];
  const trust = options.trusted ? ["--disable-workspace-trust"] : [];
  const server = spawn(process.execPath, [options.server, ...words, ...quiet, ...trust], {
    env: environment,
    stdio: "ignore",
  });
  const origin = `http://127.0.0.1:${port}`;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await end(server);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answered(origin);
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run"],
    });
    const context = await browser.newContext({ viewport: { width: 1200, height: 700 }, deviceScaleFactor: 1 });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    const open: VscodeSession["open"] = async (payload = [], before) => {
      const page = await context.newPage();
      await before?.(page);
      const query = `folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
      await page.goto(`${origin}/?${query}`);
      return page;
    };
    const configure: VscodeSession["configure"] = (settings) => writeSettings(home, settings);
    return { folder, page: await open(), open, configure, host: `127.0.0.1:${port}`, close };
  } catch (problem) {
    await close();
    throw problem;
  }
}

/** The project, with `mlopsc` where npm would have put it. */
function layOut(folder: string, { files, copied }: SessionOptions): void {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  if (copied !== undefined)
    cpSync(copied, folder, { recursive: true, filter: (path) => !/\/\.mlopsc|\/generate\.mjs$/.test(path) });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  symlinkSync(join(repository, "packages/cli"), join(folder, "node_modules/mlopsc"));
}

function writeSettings(home: string, more: Readonly<Record<string, unknown>>): void {
  const folder = join(home, "data", "data", "Machine");
  mkdirSync(folder, { recursive: true });
  const settings = {
    "chat.commandCenter.enabled": false,
    "chat.disableAIFeatures": true,
    "editor.minimap.enabled": false,
    "explorer.compactFolders": false,
    "extensions.autoCheckUpdates": false,
    "extensions.ignoreRecommendations": true,
    "files.autoSave": "off",
    "files.exclude": { "**/node_modules": true, "**/.mlopsc": true },
    "git.enabled": false,
    "telemetry.telemetryLevel": "off",
    "update.showReleaseNotes": false,
    "window.commandCenter": false,
    "workbench.layoutControl.enabled": false,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": false,
    ...more,
  };
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

async function answered(origin: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const response = await fetch(origin).catch(() => undefined);
    if (response !== undefined && response.status < 500) return;
    await delay(200);
  }
  throw new Error(`VS Code's server did not answer at ${origin}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  await Promise.race([ended, delay(2000)]);
  if (server.exitCode === null) server.kill("SIGKILL");
}
