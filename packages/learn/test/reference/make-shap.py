"""Writes shap.json: trees of scikit-learn and what the shap package (TreeExplainer, path-dependent) says of some rows.

Run with scikit-learn 1.9.1 and shap 0.51.0: python make-shap.py
"""

import json
import pathlib

import numpy
import shap
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier

random = numpy.random.default_rng(7)
# scikit-learn's trees compare in single precision: the values are given as such.
rows = random.normal(size=(300, 5)).astype(numpy.float32).astype(numpy.float64)
target = (rows[:, 0] * rows[:, 1] + rows[:, 2] > 0.2).astype(int)
three = target + (rows[:, 3] > 0.5)
gaps = rows.copy()
gaps[random.random(rows.shape) < 0.2] = numpy.nan
shown = slice(0, 8)


def forest():
    fitted = RandomForestClassifier(n_estimators=3, max_depth=6, random_state=1).fit(rows, three)
    trees = [
        {
            "feature": [int(f) if f >= 0 else -1 for f in tree.tree_.feature],
            "threshold": tree.tree_.threshold.tolist(),
            "left": tree.tree_.children_left.tolist(),
            "right": tree.tree_.children_right.tolist(),
            "missingLeft": [0] * tree.tree_.node_count,
            "covers": tree.tree_.weighted_n_node_samples.tolist(),
            "values": tree.tree_.value[:, 0, :].tolist(),
        }
        for tree in fitted.estimators_
    ]
    explainer = shap.TreeExplainer(fitted, feature_perturbation="tree_path_dependent")
    return {
        "trees": trees,
        "rows": rows[shown].tolist(),
        "expected": explainer.expected_value.tolist(),
        "contributions": explainer.shap_values(rows[shown]).tolist(),
    }


def boosting():
    fitted = HistGradientBoostingClassifier(max_iter=4, max_leaf_nodes=8, random_state=1).fit(gaps, target)
    trees = []
    for (predictor,) in fitted._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append(
            {
                "feature": numpy.where(leaf, -1, nodes["feature_idx"]).tolist(),
                "threshold": nodes["num_threshold"].tolist(),
                "left": numpy.where(leaf, -1, nodes["left"]).tolist(),
                "right": numpy.where(leaf, -1, nodes["right"]).tolist(),
                "missingLeft": nodes["missing_go_to_left"].astype(int).tolist(),
                "covers": nodes["count"].tolist(),
                "values": nodes["value"].reshape(-1, 1).tolist(),
            }
        )
    explainer = shap.TreeExplainer(fitted, feature_perturbation="tree_path_dependent")
    return {
        "trees": trees,
        "baseline": float(fitted._baseline_prediction.ravel()[0]),
        "rows": [[None if numpy.isnan(x) else x for x in row] for row in gaps[shown].tolist()],
        "expected": numpy.ravel(explainer.expected_value).tolist(),
        "contributions": explainer.shap_values(gaps[shown]).tolist(),
    }


stored = {"forest": forest(), "boosting": boosting()}
pathlib.Path(__file__).with_name("shap.json").write_text(json.dumps(stored) + "\n")
