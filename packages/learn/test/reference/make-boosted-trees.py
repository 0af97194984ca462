"""Writes boosted-trees.json: trees of scikit-learn's histogram boosting, node for node: /usr/bin/python3 make-boosted-trees.py

Made with scikit-learn 1.2.1, on the numbers of generated-data.ts. Nodes are listed parent first, then the left side.
`bins` are the counts of rows in the bins of so many ascending rows, with the rows and how many bins there may be.
"""

import json
import pathlib

import numpy as np
from generated_data import generated
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.ensemble._hist_gradient_boosting.binning import _find_binning_thresholds

here = pathlib.Path(__file__).parent
x, raw = generated(3000, 6, 42)
few = np.floor(x * 8) / 8
gaps = x.copy()
gaps[np.add.outer(7 * np.arange(3000), 3 * np.arange(6)) % 11 == 0] = np.nan
two = (raw > 0.3).astype(int)
three = (raw > 0).astype(int) + (raw > 0.8)
weights = np.arange(3000) % 4 + 0.5
common = dict(early_stopping=False)


def side_by_side(predictor):
    nodes = predictor.nodes
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "feature": np.where(leaf, -1, nodes["feature_idx"]).tolist(),
        "count": nodes["count"].tolist(),
        "value": [float(f"{value:.9g}") for value in nodes["value"][leaf]],
    }


def trees(model, rows, target, sample_weight=None):
    fitted = model.fit(rows, target, sample_weight)
    return [side_by_side(predictor) for round in fitted._predictors for predictor in round]


def bins(rows, most):
    values = np.sort(np.floor(x.ravel()[:rows] * 16) / 16) if most < 0 else np.sort(x.ravel()[:rows])
    thresholds = np.unique(_find_binning_thresholds(values, abs(most)))
    counts = np.diff(np.concatenate([[0], np.searchsorted(values, thresholds, side="right"), [rows]]))
    return {"rows": rows, "most": abs(most), "rounded": most < 0, "counts": counts[counts > 0].tolist()}


(here / "boosted-trees.json").write_text(
    json.dumps(
        {
            "numbers": trees(HistGradientBoostingRegressor(max_iter=8, **common), x, raw),
            "few": trees(HistGradientBoostingClassifier(max_iter=8, **common), few, two),
            "gaps": trees(HistGradientBoostingRegressor(max_iter=8, l2_regularization=1.5, **common), gaps, raw),
            "three": trees(HistGradientBoostingClassifier(max_iter=3, **common), x, three),
            "weights": trees(HistGradientBoostingClassifier(max_iter=8, max_bins=37, **common), x, two, weights),
            "bins": [bins(*case) for case in [(256, 255), (511, 255), (1021, 255), (3000, 20), (3001, 40), (9973, 40), (2999, -30)]],
        },
        separators=(",", ":"),
    )
    + "\n"
)
