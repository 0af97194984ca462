export { type ExportOptions, exportOnnx, type OnnxExport, type OnnxOutcome, type OnnxRefusal } from "./export-onnx.ts";
