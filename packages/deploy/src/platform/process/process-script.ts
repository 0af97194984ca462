/**
 * Runs first in every process that the platform starts. The process writes down itself who it is, so that there is none
 * without a record, whenever the one who started it is killed. And it bounds the file that it prints to, which nobody else
 * watches: beyond the limit the file becomes `FILE.1`, in place of the one before. CommonJS, for `node --require`.
 */
export const processScript = `"use strict";
const fs = require("node:fs");
const { MLOPSC_RECORD: record, MLOPSC_OUTPUT: output, MLOPSC_OUTPUT_BYTES: bytes } = process.env;
for (const name of ["MLOPSC_RECORD", "MLOPSC_OUTPUT", "MLOPSC_OUTPUT_BYTES"]) delete process.env[name];
function startOf(pid) {
  try {
    const boot = fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const status = fs.readFileSync("/proc/" + pid + "/stat", "utf8");
    return boot + "/" + status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return require("node:child_process").execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  }
}
fs.writeFileSync(record + ".new", JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
fs.renameSync(record + ".new", record);
setInterval(() => {
  try {
    if (fs.fstatSync(1).size <= Number(bytes)) return;
    fs.copyFileSync(output, output + ".1");
    fs.ftruncateSync(1, 0);
  } catch {}
}, 2000).unref();
`;
