"""The peer of bench/search-speed.mjs: columns and target as doubles on standard input, seconds and the best AUC out.

Usage: search-speed.py ROWS COLUMNS FOLDS CORES TRIED
"""

import json
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold

rows, columns, folds, cores = map(int, sys.argv[1:5])
names = {"trees": "max_iter", "max_leaves": "max_leaf_nodes", "l2": "l2_regularization"}
# The trials that ours tries, each as a grid of one, drawn without replacement: all of them.
tried = [{names.get(name, name): [value] for name, value in trial.items()} for trial in json.loads(sys.argv[5])]
values = np.frombuffer(sys.stdin.buffer.read()).reshape(columns + 1, rows)
data, target = np.ascontiguousarray(values[:columns].T), values[columns].astype(int)
search = RandomizedSearchCV(
    HistGradientBoostingClassifier(early_stopping=False, random_state=1),
    tried,
    n_iter=len(tried),
    scoring="roc_auc",
    cv=StratifiedKFold(folds, shuffle=True, random_state=1),
    n_jobs=cores,
    refit=False,
    random_state=1,
)
start = time.perf_counter()
search.fit(data, target)
print(json.dumps({"seconds": time.perf_counter() - start, "best": search.best_score_}))
