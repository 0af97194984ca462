import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { Attribute, Element, OnnxFile, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from "./onnx-file.ts";

/** TensorProto.DataType. */
const elementTypes: Readonly<Record<Element, number>> = { float: 1, int64: 7, string: 8, bool: 9, double: 11 };

/** AttributeProto.AttributeType, and the field that holds the value. */
const attributeTypes = { integer: 2, text: 3, tensor: 4, integers: 7, texts: 8 } as const;

/** The bytes of a ModelProto. Field numbers are those of onnx.proto. */
export function encodeFile(file: OnnxFile): Uint8Array {
  const writer = new BinaryWriter();
  integer(writer, 1, 8);
  text(writer, 2, file.producer.name);
  text(writer, 3, file.producer.version);
  integer(writer, 5, file.version);
  text(writer, 6, file.documentation);
  message(writer, 7, () => encodeGraph(writer, file.graph));
  for (const { domain, version } of file.operatorSets) {
    message(writer, 8, () => {
      text(writer, 1, domain);
      integer(writer, 2, version);
    });
  }
  for (const [key, value] of Object.entries(file.metadata)) {
    message(writer, 14, () => {
      text(writer, 1, key);
      text(writer, 2, value);
    });
  }
  return writer.finish();
}

function encodeGraph(writer: BinaryWriter, graph: OnnxGraph): void {
  for (const node of graph.nodes) message(writer, 1, () => encodeNode(writer, node));
  text(writer, 2, graph.name);
  for (const constant of graph.constants) message(writer, 5, () => encodeTensor(writer, constant));
  for (const input of graph.inputs) message(writer, 11, () => encodeValue(writer, input));
  for (const output of graph.outputs) message(writer, 12, () => encodeValue(writer, output));
}

function encodeNode(writer: BinaryWriter, node: OnnxNode): void {
  for (const input of node.inputs) text(writer, 1, input);
  text(writer, 2, node.output);
  text(writer, 3, node.output);
  text(writer, 4, node.operator);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message(writer, 5, () => {
      text(writer, 1, name);
      encodeAttribute(writer, attribute);
      integer(writer, 20, attributeTypes[attribute.kind]);
    });
  }
  text(writer, 7, node.domain);
}

function encodeAttribute(writer: BinaryWriter, attribute: Attribute): void {
  switch (attribute.kind) {
    case "integer":
      integer(writer, 3, attribute.value);
      break;
    case "text":
      text(writer, 4, attribute.value);
      break;
    case "tensor":
      message(writer, 5, () => encodeTensor(writer, attribute.value));
      break;
    case "integers":
      integers(writer, 8, attribute.value);
      break;
    case "texts":
      for (const value of attribute.value) text(writer, 9, value);
  }
}

function encodeTensor(writer: BinaryWriter, { name, element, dimensions, values }: OnnxTensor): void {
  integers(writer, 1, dimensions);
  integer(writer, 2, elementTypes[element]);
  text(writer, 8, name);
  if (element === "string") for (const value of values as readonly string[]) text(writer, 6, value);
  else writer.tag(9, WireType.LengthDelimited).bytes(rawBytes(element, values as ArrayLike<number>));
}

/** Little-endian, whatever the machine. */
function rawBytes(element: Exclude<Element, "string">, values: ArrayLike<number>): Uint8Array {
  if (element === "bool") return Uint8Array.from(values);
  const view = new DataView(new ArrayBuffer(values.length * (element === "float" ? 4 : 8)));
  for (let at = 0; at < values.length; at++) {
    if (element === "double") view.setFloat64(8 * at, values[at]!, true);
    else if (element === "float") view.setFloat32(4 * at, values[at]!, true);
    else view.setBigInt64(8 * at, BigInt(values[at]!), true);
  }
  return new Uint8Array(view.buffer);
}

function encodeValue(writer: BinaryWriter, { name, element, dimensions, documentation }: OnnxValue): void {
  text(writer, 1, name);
  message(writer, 2, () =>
    message(writer, 1, () => {
      integer(writer, 1, elementTypes[element]);
      message(writer, 2, () => {
        for (const size of dimensions) message(writer, 1, () => encodeDimension(writer, size));
      });
    }),
  );
  text(writer, 3, documentation);
}

const encodeDimension = (writer: BinaryWriter, size: number | string): void =>
  typeof size === "number" ? integer(writer, 1, size) : text(writer, 2, size);

function message(writer: BinaryWriter, field: number, encode: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  encode();
  writer.join();
}

function integer(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

function integers(writer: BinaryWriter, field: number, values: ArrayLike<number>): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value >= 0 && value <= 0x7fffffff) writer.uint32(value);
    else writer.int64(value);
  }
  writer.join();
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}
