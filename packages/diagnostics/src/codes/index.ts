import { checkCodes } from "./check-codes.ts";
import { nameCodes } from "./name-codes.ts";
import { planningCodes } from "./planning-codes.ts";
import { runningCodes } from "./running-codes.ts";
import { textCodes } from "./text-codes.ts";

/** Every diagnostic that any room can raise, by name. */
export const codes = { ...textCodes, ...nameCodes, ...checkCodes, ...planningCodes, ...runningCodes };
