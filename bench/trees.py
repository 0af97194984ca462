"""Fits of scikit-learn or XGBoost on the rows of a file; prints milliseconds, peak memory (MiB) and quality as JSON. Run by trees.mjs."""

import json
import resource
import sys
import time

import numpy as np
from sklearn import ensemble, metrics

peer, file, task = sys.argv[1], sys.argv[2], sys.argv[7]
rows, held, columns, threads, fits = (int(sys.argv[at]) for at in (3, 4, 5, 6, 8))
data = np.fromfile(file).reshape(columns + 1, rows + held)
x, y = np.ascontiguousarray(data[:columns].T), data[columns].copy()
del data
if peer == "xgboost":
    import xgboost

    kind = xgboost.XGBClassifier if task == "binary" else xgboost.XGBRegressor
    options = dict(n_estimators=100, tree_method="hist", max_leaves=31, grow_policy="lossguide", max_depth=0, learning_rate=0.1)
    model = kind(n_jobs=threads, **options)
elif peer == "hist":
    kind = ensemble.HistGradientBoostingClassifier if task == "binary" else ensemble.HistGradientBoostingRegressor
    model = kind(max_iter=100, early_stopping=False)
elif task == "binary":
    model = ensemble.RandomForestClassifier(100, n_jobs=threads)
else:
    model = ensemble.RandomForestRegressor(100, max_features=1 / 3, n_jobs=threads)
times = []
for _ in range(fits):
    start = time.perf_counter()
    model.fit(x[:rows], y[:rows])
    times.append((time.perf_counter() - start) * 1000)
milliseconds = sorted(times)[fits // 2]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
if task == "binary":
    score = metrics.roc_auc_score(y[rows:], model.predict_proba(x[rows:])[:, 1])
else:
    score = metrics.mean_squared_error(y[rows:], model.predict(x[rows:]), squared=False)
print(json.dumps({"milliseconds": milliseconds, "peak": peak, "score": score}))
