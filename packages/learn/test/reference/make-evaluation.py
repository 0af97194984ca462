"""Writes evaluation.json, the stored outputs that test/metrics compares with: /usr/bin/python3 make-evaluation.py

Made with scikit-learn 1.2.1. Truth and predictions are those of metrics.json.
"""

import json
import pathlib

import numpy as np
from sklearn import calibration, isotonic, metrics

here = pathlib.Path(__file__).parent
stored = json.loads((here / "metrics.json").read_text())


def scores_of_counts(truth, label, weights, average):
    chosen = {"sample_weight": weights, "zero_division": 0}
    every = {
        "precision": metrics.precision_score,
        "recall": metrics.recall_score,
        "f1": metrics.f1_score,
    }
    for name, score in every.items():
        yield {"metric": name}, score(truth, label, average=average, **chosen)
        yield {"metric": f"{name}_macro"}, score(truth, label, average="macro", **chosen)
        yield {"metric": f"{name}_weighted"}, score(truth, label, average="weighted", **chosen)
    yield {"metric": "fbeta", "number": 2}, metrics.fbeta_score(truth, label, beta=2, average=average, **chosen)
    yield {"metric": "fbeta", "number": 0.5}, metrics.fbeta_score(truth, label, beta=0.5, average=average, **chosen)
    yield {"metric": "jaccard"}, metrics.jaccard_score(truth, label, average=average, **chosen)
    yield {"metric": "accuracy"}, metrics.accuracy_score(truth, label, sample_weight=weights)
    yield {"metric": "balanced_accuracy"}, metrics.balanced_accuracy_score(truth, label, sample_weight=weights)
    yield {"metric": "mcc"}, metrics.matthews_corrcoef(truth, label, sample_weight=weights)
    yield {"metric": "cohen_kappa"}, metrics.cohen_kappa_score(truth, label, sample_weight=weights)


def binary_scores(weights):
    truth = np.array(stored["binary"]["truth"])
    second = np.array(stored["binary"]["second"])
    yield from scores_of_counts(truth, (second > 0.5).astype(int), weights, "binary")
    yield {"metric": "auc"}, metrics.roc_auc_score(truth, second, sample_weight=weights)
    yield {"metric": "average_precision"}, metrics.average_precision_score(truth, second, sample_weight=weights)
    yield {"metric": "log_loss"}, metrics.log_loss(truth, second, sample_weight=weights)
    yield {"metric": "brier"}, metrics.brier_score_loss(truth, second, sample_weight=weights)


def multiclass_scores(weights):
    truth = np.array(stored["multiclass"]["truth"])
    shares = np.array(stored["multiclass"]["probabilities"]).reshape(-1, 4)
    yield from scores_of_counts(truth, shares.argmax(axis=1), weights, "macro")
    yield {"metric": "auc"}, metrics.roc_auc_score(truth, shares, multi_class="ovr", sample_weight=weights)
    yield {"metric": "log_loss"}, metrics.log_loss(truth, shares, sample_weight=weights)
    yield {"metric": "top_k", "number": 2}, metrics.top_k_accuracy_score(truth, shares, k=2, sample_weight=weights)
    yield {"metric": "top_k", "number": 1}, metrics.top_k_accuracy_score(truth, shares, k=1, sample_weight=weights)


def regression_scores(weights):
    truth = np.array(stored["regression"]["truth"])
    predicted = np.array(stored["regression"]["predicted"])
    weighed = {"sample_weight": weights}
    yield {"metric": "rmse"}, metrics.mean_squared_error(truth, predicted, squared=False, **weighed)
    yield {"metric": "mse"}, metrics.mean_squared_error(truth, predicted, **weighed)
    yield {"metric": "mae"}, metrics.mean_absolute_error(truth, predicted, **weighed)
    yield {"metric": "mape"}, metrics.mean_absolute_percentage_error(truth, predicted, **weighed)
    yield {"metric": "msle"}, metrics.mean_squared_log_error(truth, predicted, **weighed)
    yield {"metric": "rmsle"}, metrics.mean_squared_log_error(truth, predicted, squared=False, **weighed)
    yield {"metric": "poisson_deviance"}, metrics.mean_poisson_deviance(truth, predicted, **weighed)
    yield {"metric": "gamma_deviance"}, metrics.mean_gamma_deviance(truth, predicted, **weighed)
    yield {"metric": "pinball", "share": 0.9}, metrics.mean_pinball_loss(truth, predicted, alpha=0.9, **weighed)
    yield {"metric": "r2"}, metrics.r2_score(truth, predicted, **weighed)
    yield {"metric": "explained_variance"}, metrics.explained_variance_score(truth, predicted, **weighed)
    if weights is not None:
        # scikit-learn's weighted quantiles are another definition: what repeats a row is compared with repeated rows.
        return
    yield {"metric": "median_absolute_error"}, metrics.median_absolute_error(truth, predicted)
    yield {"metric": "max_error"}, metrics.max_error(truth, predicted)
    yield {"metric": "d2_absolute_error"}, metrics.d2_absolute_error_score(truth, predicted)
    yield {"metric": "d2_pinball", "share": 0.9}, metrics.d2_pinball_score(truth, predicted, alpha=0.9)


def measured(scores):
    rng = np.random.default_rng(3)
    plain = list(scores(None))
    weights = np.round(rng.uniform(0, 3, len(stored[scores.__name__.split("_")[0]]["truth"])), 2)
    return {
        "plain": [{"choice": choice, "value": float(value)} for choice, value in plain],
        "weights": weights.tolist(),
        "weighted": [{"choice": choice, "value": float(value)} for choice, value in scores(weights)],
    }


def calibrated():
    rng = np.random.default_rng(5)
    scores = np.round(rng.uniform(0, 1, 200), 2)
    truth = (rng.uniform(0, 1, 200) < scores**2).astype(int)
    grid = np.linspace(0, 1, 41)
    line = isotonic.IsotonicRegression(out_of_bounds="clip").fit(scores, truth)
    sigmoid = calibration._SigmoidCalibration().fit(scores, truth)
    inside = np.clip(scores, 0.01, 0.99)
    odds = calibration._SigmoidCalibration().fit(np.log(inside / (1 - inside)), truth)
    return {
        "scores": scores.tolist(),
        "truth": truth.tolist(),
        "grid": grid.tolist(),
        "isotonic": {
            "x": line.X_thresholds_.tolist(),
            "y": line.y_thresholds_.tolist(),
            "heights": line.predict(grid).tolist(),
        },
        "platt": {"probability": [sigmoid.a_, sigmoid.b_], "logOdds": [odds.a_, odds.b_]},
    }


every = {scores.__name__.split("_")[0]: measured(scores) for scores in (binary_scores, multiclass_scores, regression_scores)}
(here / "evaluation.json").write_text(json.dumps({**every, "calibration": calibrated()}, separators=(",", ":")) + "\n")
