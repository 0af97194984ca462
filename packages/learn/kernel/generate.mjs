// Compiles the kernels to WebAssembly and writes their bytes as source files, so that there is nothing to load at run time.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const folder = fileURLToPath(new URL(".", import.meta.url));

async function generate(kernel, target) {
  const written = new Map();
  const { error, stderr } = await asc.main(
    [
      `${kernel}/index.ts`,
      "--config",
      "asconfig.json",
      "--target",
      kernel,
      "--baseDir",
      folder,
      "--outFile",
      "kernel.wasm",
    ],
    { writeFile: (name, content) => written.set(name, content), listFiles: undefined },
  );
  if (error) throw new Error(stderr.toString());
  const bytes = Array.from(written.get("kernel.wasm"));
  const lines = [];
  for (let at = 0; at < bytes.length; at += 24) lines.push(`  ${bytes.slice(at, at + 24).join(", ")},`);
  writeFileSync(
    new URL(`../src/${target}/generated/kernel-bytes.ts`, import.meta.url),
    `// Made from the folder kernel/${kernel} by kernel/generate.mjs.\nexport const kernelBytes: readonly number[] = [\n${lines.join("\n")}\n];\n`,
  );
}

await generate("trees", "learners/trees/kernel");
await generate("columns", "learners/columns");
