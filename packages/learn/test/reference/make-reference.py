"""Writes the stored outputs of scikit-learn that the tests compare with: /usr/bin/python3 make-reference.py

Made with scikit-learn 1.2.1. The data of trees.json is not stored: test/reference/generated-data.ts makes the same
numbers, from a generator and sums that are exact in both languages.
"""

import json
import pathlib

import numpy as np
from generated_data import generated
from sklearn import calibration, ensemble, linear_model, metrics, naive_bayes, neighbors, svm, tree

here = pathlib.Path(__file__).parent


def write(name, value):
    (here / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


def metrics_reference():
    rng = np.random.default_rng(7)
    truth = rng.integers(0, 2, 80)
    # Two digits: ties are wanted.
    second = np.round(np.clip(0.3 * truth + rng.uniform(0, 0.75, 80), 0, 1), 2)
    label = (second > 0.5).astype(int)
    fpr, tpr, thresholds = metrics.roc_curve(truth, second)
    observed, mean_predicted = calibration.calibration_curve(truth, second, n_bins=10)
    binary = {
        "truth": truth.tolist(),
        "second": second.tolist(),
        "metrics": {
            "auc": metrics.roc_auc_score(truth, second),
            "average_precision": metrics.average_precision_score(truth, second),
            "log_loss": metrics.log_loss(truth, second),
            "brier": metrics.brier_score_loss(truth, second),
            "accuracy": metrics.accuracy_score(truth, label),
            "balanced_accuracy": metrics.balanced_accuracy_score(truth, label),
            "precision": metrics.precision_score(truth, label),
            "recall": metrics.recall_score(truth, label),
            "f1": metrics.f1_score(truth, label),
            "mcc": metrics.matthews_corrcoef(truth, label),
        },
        "roc": [fpr.tolist()[1:], tpr.tolist()[1:], thresholds.tolist()[1:]],
        "calibration": [mean_predicted.tolist(), observed.tolist()],
        "confusion": metrics.confusion_matrix(truth, label).tolist(),
    }
    truth = rng.integers(0, 4, 120)
    probabilities = rng.uniform(0, 1, (120, 4)) + 0.8 * np.eye(4)[truth]
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    label = probabilities.argmax(axis=1)
    multiclass = {
        "truth": truth.tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "metrics": {
            "auc": metrics.roc_auc_score(truth, probabilities, multi_class="ovr", average="macro"),
            "log_loss": metrics.log_loss(truth, probabilities),
            "accuracy": metrics.accuracy_score(truth, label),
            "balanced_accuracy": metrics.balanced_accuracy_score(truth, label),
            "precision": metrics.precision_score(truth, label, average="macro"),
            "recall": metrics.recall_score(truth, label, average="macro"),
            "f1": metrics.f1_score(truth, label, average="macro"),
            "mcc": metrics.matthews_corrcoef(truth, label),
        },
    }
    truth = rng.normal(50, 12, 75)
    predicted = truth + rng.normal(1, 4, 75)
    regression = {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "metrics": {
            "rmse": metrics.mean_squared_error(truth, predicted, squared=False),
            "mse": metrics.mean_squared_error(truth, predicted),
            "mae": metrics.mean_absolute_error(truth, predicted),
            "median_absolute_error": metrics.median_absolute_error(truth, predicted),
            "mape": metrics.mean_absolute_percentage_error(truth, predicted),
            "r2": metrics.r2_score(truth, predicted),
        },
        "quantiles": np.quantile(truth - predicted, [0.05, 0.25, 0.5, 0.75, 0.95]).tolist(),
    }
    write("metrics.json", {"binary": binary, "multiclass": multiclass, "regression": regression})


def linear_reference():
    rng = np.random.default_rng(11)
    x = np.round(rng.normal(0, 1, (90, 3)) * [1, 20, 0.05] + [0, 300, 1], 4)
    y = np.round(x @ [2.0, -0.3, 15.0] + rng.normal(0, 2, 90), 4)
    classes = np.digitize(y, np.quantile(y, [0.3, 0.65]))
    two = (classes > 0).astype(int)
    ordinary = linear_model.LinearRegression().fit(x, y)
    ridge = linear_model.Ridge(alpha=2.5).fit(x, y)
    # Centred for lbfgs, whose tolerance is on raw gradients; coefficients do not depend on it, intercepts are moved back.
    centre = x.mean(axis=0)

    def logistic(target, c):
        model = linear_model.LogisticRegression(C=c, solver="newton-cg", tol=1e-12, max_iter=100000)
        model.fit(x - centre, target)
        return {
            "coefficients": model.coef_.tolist(),
            "intercepts": (model.intercept_ - model.coef_ @ centre).tolist(),
            "probabilities": model.predict_proba((x - centre)[:5]).tolist(),
        }

    write(
        "linear.json",
        {
            "x": x.T.tolist(),
            "y": y.tolist(),
            "two": two.tolist(),
            "three": classes.tolist(),
            "ordinary": {"coefficients": ordinary.coef_.tolist(), "intercept": ordinary.intercept_},
            "ridge": {"coefficients": ridge.coef_.tolist(), "intercept": ridge.intercept_},
            "binary": logistic(two, 0.7),
            "multinomial": logistic(classes, 0.7),
        },
    )


def penalised_reference():
    """Beside linear.json, whose x and y it uses: other penalties. Columns are scaled so that all are felt."""
    rng = np.random.default_rng(13)
    x = np.round(rng.normal(0, 1, (120, 6)) * [1, 3, 0.5, 1, 2, 1] + [0, 5, 1, -2, 0, 0], 3)
    # The last column nearly depends on the first.
    x[:, 5] = np.round(x[:, 0] + 0.1 * x[:, 5], 3)
    y = np.round(x @ [1.5, -0.5, 2.0, 0.0, 0.05, 0.0] + rng.normal(0, 1, 120), 3)
    classes = np.digitize(y, np.quantile(y, [0.4, 0.7]))
    two = (classes > 0).astype(int)

    def squares(model):
        fitted = model.fit(x, y)
        return {"coefficients": fitted.coef_.tolist(), "intercept": fitted.intercept_, "iterations": fitted.n_iter_}

    def logistic(target, **options):
        model = linear_model.LogisticRegression(solver="saga", tol=1e-13, max_iter=1000000, random_state=0, **options)
        centre = x.mean(axis=0)
        model.fit(x - centre, target)
        return {
            "coefficients": model.coef_.tolist(),
            "probabilities": model.predict_proba((x - centre)[:5]).tolist(),
        }

    write(
        "penalised.json",
        {
            "x": x.T.tolist(),
            "y": y.tolist(),
            "two": two.tolist(),
            "three": classes.tolist(),
            "lasso": squares(linear_model.Lasso(alpha=0.2)),
            "lassoTight": squares(linear_model.Lasso(alpha=0.02, tol=1e-10, max_iter=100000)),
            "elasticNet": squares(linear_model.ElasticNet(alpha=0.3, l1_ratio=0.4)),
            "elasticNetTight": squares(linear_model.ElasticNet(alpha=0.05, l1_ratio=0.7, tol=1e-10, max_iter=100000)),
            "logistic": {
                "l1": logistic(two, penalty="l1", C=0.3),
                "elasticNet": logistic(two, penalty="elasticnet", l1_ratio=0.4, C=0.2),
                "none": logistic(two, penalty=None),
                "l1Three": logistic(classes, penalty="l1", C=0.3),
                "elasticNetThree": logistic(classes, penalty="elasticnet", l1_ratio=0.4, C=0.2),
            },
        },
    )


def neighbours_and_bayes_reference():
    rng = np.random.default_rng(17)
    x = np.round(rng.normal(0, 1, (700, 3)) * [1, 2, 0.5], 4)
    levels = rng.integers(0, 4, 700)
    y = np.round(x @ [1.0, -0.5, 2.0] + 0.5 * levels + rng.normal(0, 0.7, 700), 4)
    classes = np.digitize(y, np.quantile(y, [0.4, 0.7]))
    train, test = slice(0, 600), slice(600, 700)

    def neighbours(make, target, **options):
        model = make(n_neighbors=7, **options).fit(x[train], target[train])
        return (model.predict_proba(x[test]) if hasattr(model, "predict_proba") else model.predict(x[test])).tolist()

    gaussian = naive_bayes.GaussianNB().fit(x[train], classes[train])
    categorical = naive_bayes.CategoricalNB(alpha=0.5).fit(levels[train, None], classes[train])
    # Both sorts of column: the likelihoods are multiplied, and the class shares count once.
    joint = gaussian._joint_log_likelihood(x[test]) + categorical._joint_log_likelihood(levels[test, None])
    joint -= np.log(gaussian.class_prior_)
    joint = np.exp(joint - joint.max(axis=1, keepdims=True))
    regressor, classifier = neighbors.KNeighborsRegressor, neighbors.KNeighborsClassifier
    write(
        "neighbours-and-bayes.json",
        {
            "x": x.T.tolist(),
            "levels": levels.tolist(),
            "y": y.tolist(),
            "classes": classes.tolist(),
            "neighbours": {
                "numbers": neighbours(regressor, y),
                "numbersByDistance": neighbours(regressor, y, weights="distance"),
                "classes": neighbours(classifier, classes),
                "classesByDistance": neighbours(classifier, classes, weights="distance", metric="manhattan"),
            },
            "bayes": {
                "gaussian": gaussian.predict_proba(x[test]).tolist(),
                "categorical": categorical.predict_proba(levels[test, None]).tolist(),
                "both": (joint / joint.sum(axis=1, keepdims=True)).tolist(),
            },
        },
    )


def machine_reference():
    rng = np.random.default_rng(19)
    x = np.round(rng.normal(0, 1, (150, 4)) * [1, 2, 0.5, 1] + [0, 1, 0, -1], 4)
    y = x @ [1.0, -0.5, 2.0, 0.0] + rng.normal(0, 1, 150)
    classes = np.digitize(y, np.quantile(y, [0.35, 0.7]))
    two = (classes > 0).astype(int)

    def machine(target, **options):
        options = {"tol": 1e-10, "max_iter": 10000000, "random_state": 0, **options}
        model = svm.LinearSVC(**options).fit(x, target)
        calibrated = calibration.CalibratedClassifierCV(svm.LinearSVC(**options), cv=5, ensemble=False)
        return {
            "coefficients": model.coef_.tolist(),
            "intercepts": model.intercept_.tolist(),
            "probabilities": calibrated.fit(x, target).predict_proba(x[:10]).tolist(),
        }

    write(
        "machine.json",
        {
            "x": x.T.tolist(),
            "two": two.tolist(),
            "three": classes.tolist(),
            "squared": machine(two, C=0.5, dual=False),
            "hinge": machine(two, C=0.1, loss="hinge"),
            "squaredThree": machine(classes, C=0.5, dual=False),
        },
    )


def trees_reference():
    x, raw = generated(6000, 6, 42)
    train, test = slice(0, 2000), slice(2000, 6000)
    two = (raw > 0.3).astype(int)
    three = (raw > 0).astype(int) + (raw > 0.8)
    seeds = range(10)

    def area(model, target):
        p = model.fit(x[train], target[train]).predict_proba(x[test])
        return metrics.roc_auc_score(target[test], p[:, 1] if p.shape[1] == 2 else p, multi_class="ovr")

    def rmse(model):
        return metrics.mean_squared_error(raw[test], model.fit(x[train], raw[train]).predict(x[test]), squared=False)

    def mean(measure):
        return float(np.mean([measure(seed) for seed in seeds]))

    write(
        "trees.json",
        {
            "check": [float(raw[0]), float(raw[5999]), int(two.sum()), int(three.sum())],
            "forestBinary": mean(lambda s: area(ensemble.RandomForestClassifier(100, random_state=s), two)),
            "forestThree": mean(lambda s: area(ensemble.RandomForestClassifier(100, random_state=s), three)),
            "forestRegression": mean(
                lambda s: rmse(ensemble.RandomForestRegressor(100, max_features=1 / 3, random_state=s))
            ),
            "tree": mean(lambda s: area(tree.DecisionTreeClassifier(min_samples_leaf=20, random_state=s), two)),
            "boostingBinary": area(ensemble.HistGradientBoostingClassifier(early_stopping=False), two),
            "boostingThree": area(ensemble.HistGradientBoostingClassifier(early_stopping=False), three),
            "boostingRegression": rmse(ensemble.HistGradientBoostingRegressor(early_stopping=False)),
        },
    )


metrics_reference()
linear_reference()
penalised_reference()
neighbours_and_bayes_reference()
machine_reference()
trees_reference()
