"""Writes weights.json: /usr/bin/python3 make-weights.py

scikit-learn 1.2.1's learners on rows that count differently, by sample_weight and class_weight, and its histogram
boosting under monotonic constraints. Numbers are rounded as they are stored, so that both sides see the same.
"""

import json
import pathlib

import numpy as np
from sklearn import dummy, ensemble, linear_model, naive_bayes, svm, tree

here = pathlib.Path(__file__).parent
random = np.random.RandomState(11)
# Fewer than bins, so that both sides cut between the same values.
rows = 240
x = np.round(random.normal(size=(rows, 3)) * [1, 3, 0.5] + [0, 10, 2], 3)
z = np.round(x[:, 0] - 0.4 * (x[:, 1] - 10) + 0.5 * np.sin(6 * x[:, 2]) + random.normal(size=rows), 3)
weights = np.round(random.exponential(size=rows) + 0.05, 2)
two = (z > 0.9).astype(int)
three = (z > -0.3).astype(int) + (z > 1.4).astype(int)
by = {"sample_weight": weights}


def linear(model, y, **fit):
    model.fit(x, y, **fit)
    return {"coefficients": np.atleast_2d(model.coef_).tolist(), "intercepts": np.atleast_1d(model.intercept_).tolist()}


def logistic(y, fit, **parameters):
    model = linear_model.LogisticRegression(**{"solver": "newton-cg", "tol": 1e-10, "max_iter": 100000, **parameters})
    return model.fit(x, y, **fit).predict_proba(x[:20]).tolist()


def predicted(model, y, fit=by):
    return model.fit(x, y, **fit).predict(x[:20]).tolist()


def shares(model, y, fit=by):
    return model.fit(x, y, **fit).predict_proba(x[:20]).tolist()


boosting = {"max_iter": 30, "early_stopping": False}
falling = {"monotonic_cst": [1, -1, 0]}
rising = {"monotonic_cst": [0, 0, 1]}
half = np.arange(rows) < 160
tight = {"tol": 1e-10}


def held_out_error(parameters):
    model = ensemble.HistGradientBoostingRegressor(**boosting, **parameters).fit(x[half], z[half])
    return float(np.sqrt(np.mean((model.predict(x[~half]) - z[~half]) ** 2)))


machine = svm.LinearSVC(tol=1e-12, dual=False, max_iter=100000)
stored = {
    "x": x.T.tolist(),
    "z": z.tolist(),
    "two": two.tolist(),
    "three": three.tolist(),
    "weights": weights.tolist(),
    "linear_regression": linear(linear_model.LinearRegression(), z, **by),
    "ridge": linear(linear_model.Ridge(alpha=20), z, **by),
    "lasso": linear(linear_model.Lasso(alpha=0.1, tol=1e-12, max_iter=100000), z, **by),
    "elastic_net": linear(linear_model.ElasticNet(alpha=0.2, l1_ratio=0.3, tol=1e-12, max_iter=100000), z, **by),
    "logistic": logistic(two, by, C=0.3),
    "logisticThree": logistic(three, by, C=0.3),
    "logisticSparse": logistic(two, by, C=0.05, penalty="l1", solver="saga"),
    "logisticBalanced": logistic(two, {}, C=0.3, class_weight="balanced"),
    "logisticBoth": logistic(three, by, C=0.3, class_weight="balanced"),
    "linearSvm": linear(machine, two, **by),
    "linearSvmBalanced": linear(svm.LinearSVC(tol=1e-12, dual=False, class_weight="balanced"), two),
    "svm": svm.SVC(**tight).fit(x, two, **by).decision_function(x[:20]).tolist(),
    "svmBalanced": svm.SVC(**tight, class_weight="balanced").fit(x, two).decision_function(x[:20]).tolist(),
    "svr": predicted(svm.SVR(**tight), z),
    "bayes": shares(naive_bayes.GaussianNB(), three),
    "mean": predicted(dummy.DummyRegressor(), z)[0],
    "prior": shares(dummy.DummyClassifier(), three)[0],
    "tree": predicted(tree.DecisionTreeRegressor(min_samples_leaf=25), z),
    "treeBalanced": shares(tree.DecisionTreeClassifier(min_samples_leaf=40, class_weight="balanced"), three, {}),
    "boosting": predicted(ensemble.HistGradientBoostingRegressor(**boosting), z),
    "boostingTwo": shares(ensemble.HistGradientBoostingClassifier(**boosting), two),
    "boostingBalanced": shares(ensemble.HistGradientBoostingClassifier(**boosting, class_weight="balanced"), three, {}),
    "falling": predicted(ensemble.HistGradientBoostingRegressor(**boosting, **falling), z, {}),
    "fallingTwo": shares(ensemble.HistGradientBoostingClassifier(**boosting, **falling), two),
    "fallingError": held_out_error(falling),
    "risingError": held_out_error(rising),
    "freeError": held_out_error({}),
}
(here / "weights.json").write_text(json.dumps(stored, separators=(",", ":")) + "\n")
