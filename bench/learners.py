"""Median milliseconds of a scikit-learn fit and of predicting, processor time of one thread, as JSON. Run by learners.mjs.

Predicting is timed of a contiguous array, and of a data frame, which has named columns as our tables have.

Doubles are read from standard input: the training columns, the target, then the columns of the rows to predict.
"""

import json
import statistics
import sys
import time

import numpy as np
import pandas
from sklearn import calibration, ensemble, linear_model, naive_bayes, neighbors, svm

algorithm, rows, columns, asked, repeats, predictions = sys.argv[1], *map(int, sys.argv[2:7])
data = np.frombuffer(sys.stdin.buffer.read())
train, rest = data[: (columns + 1) * rows].reshape(columns + 1, rows), data[(columns + 1) * rows :]
x, y = np.ascontiguousarray(train[:columns].T), train[columns]
new = np.ascontiguousarray(rest.reshape(columns, asked).T)
make = {
    "linear_regression": lambda: linear_model.LinearRegression(),
    "logistic_regression": lambda: linear_model.LogisticRegression(),
    "logistic_regression l1": lambda: linear_model.LogisticRegression(penalty="l1", solver="liblinear"),
    "linear_svm": lambda: calibration.CalibratedClassifierCV(svm.LinearSVC(dual=False), ensemble=False),
    "svm": lambda: svm.SVC(probability=True),
    "svm number": lambda: svm.SVR(),
    "knn": lambda: neighbors.KNeighborsClassifier(),
    "naive_bayes": lambda: naive_bayes.GaussianNB(),
    "gradient_boosting": lambda: ensemble.HistGradientBoostingClassifier(early_stopping=False),
    "random_forest": lambda: ensemble.RandomForestClassifier(),
}[algorithm]


def median_of(work, count):
    times = []
    for _ in range(count):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


names = [f"x{at}" for at in range(columns)]
fit = median_of(lambda: make().fit(x, y), repeats)


def prediction(table, given):
    model = make().fit(given(x), y)
    predict = model.predict_proba if hasattr(model, "predict_proba") else model.predict
    return median_of(lambda: predict(table), predictions) if asked else None


array = prediction(new, lambda values: values)
frame = prediction(pandas.DataFrame(new, columns=names), lambda values: pandas.DataFrame(values, columns=names))
print(json.dumps({"fit": fit, "array": array, "frame": frame}))
