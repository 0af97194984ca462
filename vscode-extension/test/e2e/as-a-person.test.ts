import { describe } from "vitest";
import { browserHost } from "./browser-host.ts";
import { trustedFolder } from "./trusted-folder.ts";
import { untrustedFolder } from "./untrusted-folder.ts";
import { missingPart } from "./vscode-session.ts";

const missing = missingPart();
if (missing !== undefined) console.log(`as-a-person.test.ts does not run: ${missing}`);

// In one file, so that they come one after the other: each opens a VS Code of its own, and two would share one machine.
describe.skipIf(missing !== undefined)("the packaged extension in a real VS Code", trustedFolder);
describe.skipIf(missing !== undefined)("a folder that is not trusted", untrustedFolder);
describe.skipIf(missing !== undefined)("a browser that runs the extension itself", browserHost);
