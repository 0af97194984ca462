"""Makes the small models of this folder: `/usr/bin/python3 make-models.py`, with onnx 1.12 (python3-onnx of Debian)."""

import pathlib

import onnx
from onnx import TensorProto, helper

folder = pathlib.Path(__file__).parent


def save(name, inputs, outputs, nodes, initializers=()):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    opsets = [helper.make_opsetid("", 13), helper.make_opsetid("ai.onnx.ml", 2)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="mlopsc-tests")
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / f"{name}.onnx"))


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


def classifier(source, **labels):
    return helper.make_node(
        "LinearClassifier",
        [source],
        ["label", "probabilities"],
        domain="ai.onnx.ml",
        coefficients=[-1.0, -2.0, 1.0, 2.0],
        intercepts=[0.0, 0.0],
        post_transform="SOFTMAX",
        **labels,
    )


# Two classes of whole numbers over one matrix of two features.
save(
    "linear-classifier",
    [value("features", TensorProto.FLOAT, [None, 2])],
    [value("label", TensorProto.INT64, [None]), value("probabilities", TensorProto.FLOAT, [None, 2])],
    [classifier("features", classlabels_ints=[0, 1])],
)
