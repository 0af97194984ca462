export type * from "./plan.ts";
export { glyphs } from "./plan.ts";
export type * from "./step.ts";
