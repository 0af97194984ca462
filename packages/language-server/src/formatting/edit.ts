import type { TextEdit } from "@mlopsc/diagnostics";

/** Of a file that is known. */
export type Edit = Omit<TextEdit, "file">;
