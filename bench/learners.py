"""Median milliseconds of a scikit-learn fit, one thread, on doubles read from standard input. Run by learners.mjs."""

import statistics
import sys
import time

import numpy as np
from sklearn import calibration, ensemble, linear_model, naive_bayes, svm

algorithm, rows, columns, repeats = sys.argv[1], *map(int, sys.argv[2:5])
data = np.frombuffer(sys.stdin.buffer.read()).reshape(columns + 1, rows)
x, y = np.ascontiguousarray(data[:columns].T), data[columns]
make = {
    "gradient_boosting": lambda: ensemble.HistGradientBoostingClassifier(max_iter=100, early_stopping=False),
    "random_forest": lambda: ensemble.RandomForestClassifier(100, n_jobs=1),
    "logistic_regression": lambda: linear_model.LogisticRegression(),
    "logistic_regression l1": lambda: linear_model.LogisticRegression(penalty="l1", solver="liblinear"),
    "linear_svm": lambda: calibration.CalibratedClassifierCV(svm.LinearSVC(dual=False), ensemble=False),
    "svm": lambda: svm.SVC(probability=True),
    "naive_bayes": lambda: naive_bayes.GaussianNB(),
}[algorithm]
times = []
for _ in range(repeats):
    start = time.perf_counter()
    make().fit(x, y)
    times.append((time.perf_counter() - start) * 1000)
print(statistics.median(times))
