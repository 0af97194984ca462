"""Scores of scikit-learn's histogram booster on the rows and columns given as JSON. Run by telco.mjs."""

import json
import sys

import pandas as pd
import sklearn
from scipy.stats import loguniform, randint
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold

task = json.load(sys.stdin)
part, target = pd.Series(task["part"]), pd.Series(task["target"]).astype(int)
train, test = part == task["train"], part == task["test"]

table = pd.DataFrame({column["name"]: column["values"] for column in task["columns"]})
categories = [column["name"] for column in task["columns"] if column["isCategory"]]
for name in categories:
    # Codes of the levels that training rows have; another level is missing, as it is when serving.
    levels = table.loc[train, name].astype("category").cat.categories
    codes = pd.Categorical(table[name], categories=levels).codes
    table[name] = pd.Series(codes, index=table.index).where(codes >= 0).astype(float)
masks = [name in categories for name in table.columns]


def booster(**parameters):
    return HistGradientBoostingClassifier(categorical_features=masks, random_state=42, **parameters)


# The space of examples/telco/churn.mlops; 10 trials and 5 stratified folds, as there.
search = RandomizedSearchCV(
    booster(early_stopping=False),
    {
        "max_iter": randint(60, 301),
        "learning_rate": loguniform(0.02, 0.2),
        "max_leaf_nodes": randint(7, 32),
        "min_samples_leaf": [20, 40],
    },
    n_iter=10,
    scoring="roc_auc",
    cv=StratifiedKFold(5, shuffle=True, random_state=42),
    random_state=42,
)
models = []
for name, model in [("scikit-learn, default", booster()), ("scikit-learn, searched", search)]:
    model.fit(table[train], target[train])
    scores = model.predict_proba(table[test])[:, 1]
    models.append({"name": name, "scores": scores.tolist(), "auc": roc_auc_score(target[test], scores)})
json.dump({"version": f"scikit-learn {sklearn.__version__}", "models": models}, sys.stdout)
