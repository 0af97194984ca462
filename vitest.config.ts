import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes minutes for itself is begun first, so that the others run beside it. */
const longest = [
  "packages/deploy/test/docker.test.ts",
  "packages/compiler/test/project/create-compiler.test.ts",
  "vscode-extension/test/e2e/as-a-person.test.ts",
  "packages/deploy/test/rollout/roll-out-processes.test.ts",
  "packages/deploy/test/platform/process-platform.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((path) => moduleId.endsWith(path));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((left, right) => rank(left) - rank(right));
  }
}

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
    sequence: { sequencer: LongestFirst },
    // Taken down in the opposite order: the engine lies in the folder.
    globalSetup: ["vitest.temporary-folder.ts", "packages/deploy/test/engine/global-setup.ts"],
    // Ends what hangs. A busy machine is slow: nothing here is a measure of time.
    testTimeout: 180_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    // CI reads the counts from a file.
    reporters: process.env["CI"] ? ["default", "json"] : ["default"],
    outputFile: { json: "coverage/tests.json" },
  },
});
