export { type Window, windowOf } from "./window.ts";
