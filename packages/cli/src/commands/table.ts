import type { Command } from "./command.ts";
import { applying } from "./table/applying.ts";
import { deploying } from "./table/deploying.ts";
import { looking } from "./table/looking.ts";
import { using } from "./table/using.ts";
import { writing } from "./table/writing.ts";

/** Every command, in the order of a project's life. */
export const commands: readonly Command[] = [...writing, ...applying, ...deploying, ...looking, ...using];
