"""Writes what scikit-learn's voting and stacking say, to compare with: /usr/bin/python3 make-ensembles.py

Made with scikit-learn 1.2.1. The folds are given by a column, so that both sides train on the very same rows.
"""

import json
import pathlib

import numpy as np
from sklearn import ensemble, linear_model, model_selection, naive_bayes, neighbors

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(23)
rows, known = 150, 110
x = np.round(rng.normal(size=(rows, 3)), 3)
score = x[:, 0] - 0.8 * x[:, 1] + 0.5 * x[:, 0] * x[:, 2] + rng.normal(size=rows)
fold = rng.permutation(np.arange(rows) % 4)
two = (score > 0.2).astype(int)
three = np.digitize(score, [-0.7, 0.8])
amount = np.round(10 + 3 * score, 3)
train, test = slice(0, known), slice(known, rows)
split = model_selection.PredefinedSplit(fold[train])


def logistic():
    return linear_model.LogisticRegression(tol=1e-10, max_iter=10_000)


def classifiers():
    return [("linear", logistic()), ("bayes", naive_bayes.GaussianNB())]


def regressors():
    return [("linear", linear_model.Ridge(1.0)), ("near", neighbors.KNeighborsRegressor(5))]


def scores(members, truth, scorer):
    return [
        float(model_selection.cross_val_score(model, x[train], truth[train], cv=split, scoring=scorer).mean())
        for _, model in members
    ]


def classified(truth, weigher):
    voting = ensemble.VotingClassifier(classifiers(), voting="soft").fit(x[train], truth[train])
    weights = scores(classifiers(), truth, weigher)
    weighed = ensemble.VotingClassifier(classifiers(), voting="soft", weights=weights).fit(x[train], truth[train])
    stacking = ensemble.StackingClassifier(
        classifiers(), logistic(), cv=split, stack_method="predict_proba"
    ).fit(x[train], truth[train])
    told = {name: model.predict_proba(x[test]).ravel().tolist() for name, model in
            {"mean": voting, "by": weighed, "stacking": stacking}.items()}
    return {"truth": truth.tolist(), "scores": weights, **told}


def regressed():
    voting = ensemble.VotingRegressor(regressors()).fit(x[train], amount[train])
    errors = [-score for score in scores(regressors(), amount, "neg_root_mean_squared_error")]
    weighed = ensemble.VotingRegressor(regressors(), weights=[1 / error for error in errors])
    weighed.fit(x[train], amount[train])
    stacking = ensemble.StackingRegressor(regressors(), linear_model.Ridge(1.0), cv=split)
    stacking.fit(x[train], amount[train])
    told = {name: model.predict(x[test]).tolist() for name, model in
            {"mean": voting, "by": weighed, "stacking": stacking}.items()}
    return {"truth": amount.tolist(), "scores": errors, **told}


reference = {
    "known": known,
    "folds": 4,
    "fold": fold.tolist(),
    "columns": x.T.tolist(),
    "binary": classified(two, "roc_auc"),
    "multiclass": classified(three, "accuracy"),
    "regression": regressed(),
}
(here / "ensembles.json").write_text(json.dumps(reference, separators=(",", ":")) + "\n")
