import { defineConfig } from "vitest/config";

export default defineConfig({
  // Tests run on the sources: every package exports them under this condition.
  ssr: { resolve: { conditions: ["source", "node", "import", "default"] } },
  resolve: { conditions: ["source", "node", "import", "default"] },
  test: {
    include: [
      "packages/*/test/**/*.test.ts",
      "grammar/test/**/*.test.ts",
      "vscode-extension/test/**/*.test.ts",
      "examples/test/**/*.test.ts",
    ],
    pool: "forks",
    globalSetup: ["packages/deploy/test/engine/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // CI reads the counts from a file.
    reporters: process.env["CI"] ? ["default", "json"] : ["default"],
    outputFile: { json: "coverage/tests.json" },
  },
});
