"""Writes losses.json, what scikit-learn's trees reach on held-out rows: /usr/bin/python3 make-losses.py

Made with scikit-learn 1.2.1, on the numbers of generated-data.ts (6000 rows, 6 columns, seed 42): 2000 rows train.
"""

import json
import pathlib

import numpy as np
from generated_data import generated
from sklearn import ensemble, metrics

here = pathlib.Path(__file__).parent
ROWS, COLUMNS, TRAIN = 6000, 6, 2000


x, y = generated(ROWS, COLUMNS, 42)
counts = np.floor(np.exp(np.minimum(y, 3)))
binary = (y > 0.3).astype(int)
boosting = ensemble.HistGradientBoostingRegressor


def predicted(model, target):
    return model.fit(x[:TRAIN], target[:TRAIN]).predict(x[TRAIN:])


def mean_auc(make):
    scores = [make(seed).fit(x[:TRAIN], binary[:TRAIN]).predict_proba(x[TRAIN:])[:, 1] for seed in range(5)]
    return float(np.mean([metrics.roc_auc_score(binary[TRAIN:], score) for score in scores]))


def mean_rmse(make):
    return float(np.mean([metrics.mean_squared_error(y[TRAIN:], predicted(make(s), y), squared=False) for s in range(5)]))


absolute = predicted(boosting(loss="absolute_error"), y)
upper = predicted(boosting(loss="quantile", quantile=0.9), y)
poisson = predicted(boosting(loss="poisson"), counts)
(here / "losses.json").write_text(
    json.dumps(
        {
            "check": [y[0], y[-1], counts.sum()],
            "absolute": metrics.mean_absolute_error(y[TRAIN:], absolute),
            "upper": metrics.mean_pinball_loss(y[TRAIN:], upper, alpha=0.9),
            "poisson": metrics.mean_poisson_deviance(counts[TRAIN:], poisson),
            "extraTrees": mean_auc(lambda seed: ensemble.ExtraTreesClassifier(100, random_state=seed)),
            "extraTreesRegression": mean_rmse(
                lambda seed: ensemble.ExtraTreesRegressor(100, max_features=1 / 3, random_state=seed)
            ),
        },
        separators=(",", ":"),
    )
    + "\n"
)
