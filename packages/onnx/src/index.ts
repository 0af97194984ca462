export { encodeFile } from "./file/encode-file.ts";
export type { Attribute, Element, OnnxFile, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from "./file/onnx-file.ts";
