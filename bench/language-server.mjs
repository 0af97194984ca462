/**
 * The language server as an editor meets it: a process of its own, over standard input and output.
 *
 *     npm run build && node bench/language-server.mjs latency [lines…]     each request, p50 and p95; cold start; memory
 *     node bench/language-server.mjs workspace [files] [lines]             the same over many files
 *     node bench/language-server.mjs recovery                              what a broken document still gives
 *     node bench/language-server.mjs storm [edits]                         random edits: no exit, nothing stale, memory flat
 */
import { latency } from "./language-server/latency.mjs";
import { recovery } from "./language-server/recovery.mjs";
import { storm } from "./language-server/storm.mjs";
import { workspace } from "./language-server/workspace.mjs";

const commands = { latency, workspace, recovery, storm };
const [name = "latency", ...words] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) throw new Error(`One of ${Object.keys(commands).join(", ")}, not ${name}.`);
const held = await command(words.map(Number));
process.exit(held ? 0 : 1);
