// AssemblyScript: what the kernel of trees exports.
export * from "./forest/draw-rows";
export * from "./forest/grow-tree";
export * from "./forest/job";
export * from "./forest/pack-rows";
export * from "./forest/write-tree";
export * from "./histogram";
