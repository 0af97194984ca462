"""Writes kernel-machine.json: /usr/bin/python3 make-kernel-machine.py

scikit-learn 1.2.1's SVC and SVR, solved to 1e-10. Its own probabilities come from folds that libsvm shuffles, so ours are
compared with the same method on folds in order: margins of SVC by StratifiedKFold, Platt's sigmoid by a general minimiser,
pairs coupled by solving the linear equations of Wu, Lin and Weng (2004).
"""

import json
import pathlib

import numpy as np
from scipy import optimize
from sklearn import model_selection, svm

here = pathlib.Path(__file__).parent
tight = {"tol": 1e-10, "cache_size": 500}


def sigmoid(margins, truths):
    positives = truths.sum()
    targets = np.where(truths, (positives + 1) / (positives + 2), 1 / (len(truths) - positives + 2))

    def loss(ab):
        sums = ab[0] * margins + ab[1]
        return np.sum(targets * sums + np.logaddexp(0, -sums))

    start = [0, np.log((len(truths) - positives + 1) / (positives + 1))]
    return optimize.minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 10000}).x


def pair_shares(x, first, asked, **options):
    """The probability that `first` holds, of the rows asked for."""
    held_out = np.empty(len(x))
    for kept, fold in model_selection.StratifiedKFold(5).split(x, first):
        held_out[fold] = svm.SVC(**tight, **options).fit(x[kept], first[kept]).decision_function(x[fold])
    a, b = sigmoid(held_out, first)
    margins = svm.SVC(**tight, **options).fit(x, first).decision_function(asked)
    return 1 / (1 + np.exp(a * margins + b))


def coupled(shares):
    k = len(shares)
    q = np.array([[sum(shares[s, i] ** 2 for s in range(k) if s != i) if i == j else -shares[j, i] * shares[i, j] for j in range(k)] for i in range(k)])
    equations = np.block([[q, np.ones((k, 1))], [np.ones((1, k)), np.zeros((1, 1))]])
    return np.linalg.solve(equations, np.append(np.zeros(k), 1))[:k]


def gamma_of(x, options):
    """SVC takes its scale from the rows it is given: that of all rows is wanted in folds and pairs too."""
    gamma = options.get("gamma", "scale")
    if gamma == "scale":
        gamma = 1 / (x.shape[1] * x.var())
    return {**options, "gamma": 1 / x.shape[1] if gamma == "auto" else gamma}


def binary(x, two, asked, **options):
    model = svm.SVC(**tight, **options).fit(x, two)
    share = pair_shares(x, two == 1, asked, **gamma_of(x, options))
    return {
        "support": model.support_.tolist(),
        "margins": model.decision_function(asked).tolist(),
        "probabilities": np.stack([1 - share, share], axis=1).ravel().tolist(),
        "own": svm.SVC(probability=True, random_state=0, **options).fit(x, two).predict_proba(asked).ravel().tolist(),
    }


def several(x, three, asked, **options):
    options = gamma_of(x, options)
    model = svm.SVC(**tight, decision_function_shape="ovo", **options).fit(x, three)
    shares = np.zeros((len(asked), 3, 3))
    for i in range(3):
        for j in range(i + 1, 3):
            rows = (three == i) | (three == j)
            shares[:, i, j] = pair_shares(x[rows], three[rows] == i, asked, **options)
            shares[:, j, i] = 1 - shares[:, i, j]
    return {
        "support": sorted(model.support_.tolist()),
        "margins": model.decision_function(asked).ravel().tolist(),
        "probabilities": np.concatenate([coupled(each) for each in shares]).tolist(),
        "own": svm.SVC(probability=True, random_state=0, **options).fit(x, three).predict_proba(asked).ravel().tolist(),
    }


def number(x, y, asked, **options):
    model = svm.SVR(**tight, **options).fit(x, y)
    return {"support": model.support_.tolist(), "predicted": model.predict(asked).tolist()}


rng = np.random.default_rng(23)
x = np.round(rng.normal(0, 1, (160, 3)) * [1, 2, 0.5] + [0, 1, -1], 4)
y = np.round(x[:, 0] * x[:, 1] + np.sin(3 * x[:, 2]) + rng.normal(0, 0.3, 160), 4)
classes = np.digitize(y, np.quantile(y, [0.35, 0.7]))
two = (classes > 0).astype(int)
asked = np.round(rng.normal(0, 1.2, (12, 3)) * [1, 2, 0.5] + [0, 1, -1], 4)
(here / "kernel-machine.json").write_text(
    json.dumps(
        {
            "x": x.T.tolist(),
            "asked": asked.T.tolist(),
            "y": y.tolist(),
            "two": two.tolist(),
            "three": classes.tolist(),
            "rbf": binary(x, two, asked, C=2.0),
            "auto": binary(x, two, asked, C=0.5, gamma="auto"),
            "linear": binary(x, two, asked, kernel="linear", C=0.7),
            "poly": binary(x, two, asked, kernel="poly", degree=2, coef0=1.0, gamma=0.3),
            "sigmoid": binary(x, two, asked, kernel="sigmoid", gamma=0.05, coef0=-0.5),
            "rbfThree": several(x, classes, asked, C=2.0),
            "numbers": number(x, y, asked, C=3.0),
            "numbersPoly": number(x, y, asked, kernel="poly", degree=3, coef0=0.5, C=0.5, epsilon=0.3),
            "numbersLinear": number(x, y, asked, kernel="linear", C=0.2, epsilon=0.0),
        },
        separators=(",", ":"),
    )
    + "\n"
)
