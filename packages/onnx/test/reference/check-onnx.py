"""Checks an ONNX file with the reference implementation of the standard and prints what it holds, as JSON.

onnx 1.12 (Debian's python3-onnx): onnx.checker, and strict inference of all types and shapes.
Usage: check-onnx.py FILE
"""

import json
import sys

import onnx
from onnx import TensorProto, shape_inference

model = onnx.load(sys.argv[1])
onnx.checker.check_model(model, full_check=True)
shape_inference.infer_shapes(model, check_type=True, strict_mode=True)


def described(value):
    tensor = value.type.tensor_type
    size = [dim.dim_param or dim.dim_value for dim in tensor.shape.dim]
    return [value.name, TensorProto.DataType.Name(tensor.elem_type), size, value.doc_string]


json.dump(
    {
        "ir": model.ir_version,
        "producer": [model.producer_name, model.producer_version],
        "version": model.model_version,
        "documentation": model.doc_string,
        "operatorSets": {each.domain: each.version for each in model.opset_import},
        "metadata": {each.key: each.value for each in model.metadata_props},
        "inputs": [described(value) for value in model.graph.input],
        "outputs": [described(value) for value in model.graph.output],
        "operators": sorted({node.op_type for node in model.graph.node}),
    },
    sys.stdout,
)
