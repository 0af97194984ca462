export * from "./algorithms.ts";
export * from "./column-type.ts";
export * from "./expression.ts";
export * from "./functions.ts";
export * from "./metrics.ts";
export * from "./model-definition.ts";
export * from "./transform-step.ts";
