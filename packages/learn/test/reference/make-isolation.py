"""Writes isolation.json: /usr/bin/python3 make-isolation.py

Scores of scikit-learn 1.2.1's IsolationForest on the rows of generated-data.ts, of which the first are drawn apart: the
mean of 20 seeds, and what a single seed reaches beside it.
"""

import json
import pathlib

import numpy as np
from scipy import stats
from sklearn import ensemble, metrics

rows, columns, planted, apart = 1000, 5, 40, 2.2
state = 7


def draw():
    global state
    total = 0.0
    for _ in range(4):
        state = (1_664_525 * state + 1_013_904_223) % 2**32
        total += state / 2**32
    return total - 2


x = np.empty((rows, columns))
for row in range(rows):
    x[row] = [draw() for _ in range(columns)]
    draw()
x[:planted] *= apart
seeds = [-ensemble.IsolationForest(random_state=seed).fit(x).score_samples(x) for seed in range(20)]
mean = np.mean(seeds, axis=0)
is_planted = np.arange(rows) < planted
answer = {
    "rows": rows,
    "columns": columns,
    "planted": planted,
    "apart": apart,
    "scores": [round(score, 4) for score in mean],
    "auc": metrics.roc_auc_score(is_planted, mean),
    "single": {
        "correlation": min(stats.spearmanr(mean, scores)[0] for scores in seeds),
        "difference": max(np.abs(mean - scores).max() for scores in seeds),
        "auc": [f([metrics.roc_auc_score(is_planted, scores) for scores in seeds]) for f in (min, max)],
    },
}
(pathlib.Path(__file__).parent / "isolation.json").write_text(json.dumps(answer) + "\n")
