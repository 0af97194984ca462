export { formatFile } from "./format/format-file.ts";
