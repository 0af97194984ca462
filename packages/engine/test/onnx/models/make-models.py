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

# One input a column: a number, whole numbers and text; labels of text beside probabilities.
save(
    "named-inputs",
    [
        value("age", TensorProto.INT64, [None, 1]),
        value("spent", TensorProto.FLOAT, [None, 1]),
        value("segment", TensorProto.STRING, [None, 1]),
    ],
    [value("label", TensorProto.STRING, [None]), value("probabilities", TensorProto.FLOAT, [None, 2])],
    [
        helper.make_node("Cast", ["age"], ["age_number"], to=TensorProto.FLOAT),
        helper.make_node(
            "LabelEncoder",
            ["segment"],
            ["segment_number"],
            domain="ai.onnx.ml",
            keys_strings=["firm", "person"],
            values_floats=[1.0, 2.0],
            default_float=-1.0,
        ),
        helper.make_node("Sum", ["age_number", "segment_number"], ["first"]),
        helper.make_node("Concat", ["first", "spent"], ["both"], axis=1),
        classifier("both", classlabels_strings=["false", "true"]),
    ],
)

# The same classes the other way round.
save(
    "wrong-order",
    [value("features", TensorProto.FLOAT, [None, 2])],
    [value("label", TensorProto.STRING, [None]), value("probabilities", TensorProto.FLOAT, [None, 2])],
    [classifier("features", classlabels_strings=["true", "false"])],
)

# A number a row, in double precision; the rows come one by one.
save(
    "one-row",
    [value("features", TensorProto.DOUBLE, [1, 2])],
    [value("variable", TensorProto.DOUBLE, [1, 1])],
    [helper.make_node("MatMul", ["features", "weights"], ["variable"])],
    [helper.make_tensor("weights", TensorProto.DOUBLE, [2, 1], [3.0, -0.5])],
)

# Scores before the softmax, which are no probabilities.
save(
    "logits",
    [value("features", TensorProto.FLOAT, [None, 2])],
    [value("scores", TensorProto.FLOAT, [None, 2])],
    [helper.make_node("MatMul", ["features", "weights"], ["scores"])],
    [helper.make_tensor("weights", TensorProto.FLOAT, [2, 2], [3.0, -0.5, 1.0, 2.0])],
)

# The probability of the second class alone.
save(
    "sigmoid",
    [value("features", TensorProto.FLOAT, ["rows", 2])],
    [value("output", TensorProto.FLOAT, ["rows", 1])],
    [
        helper.make_node("MatMul", ["features", "weights"], ["score"]),
        helper.make_node("Sigmoid", ["score"], ["output"]),
    ],
    [helper.make_tensor("weights", TensorProto.FLOAT, [2, 1], [1.0, 2.0])],
)

# Labels and nothing else, of three classes.
save(
    "labels",
    [value("features", TensorProto.FLOAT, [None, 1])],
    [value("label", TensorProto.INT64, [None, 1])],
    [helper.make_node("Cast", ["features"], ["label"], to=TensorProto.INT64)],
)

# What a converter leaves where it is not told to leave out the maps.
zipped = onnx.ValueInfoProto()
zipped.name = "zipped"
entry = zipped.type.sequence_type.elem_type.map_type
entry.key_type = TensorProto.INT64
entry.value_type.tensor_type.elem_type = TensorProto.FLOAT
save(
    "zipmap",
    [value("features", TensorProto.FLOAT, [None, 2])],
    [value("label", TensorProto.INT64, [None]), zipped],
    [
        classifier("features", classlabels_ints=[0, 1]),
        helper.make_node("ZipMap", ["probabilities"], ["zipped"], domain="ai.onnx.ml", classlabels_int64s=[0, 1]),
    ],
)
