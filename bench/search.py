"""Optuna's TPE sampler on the objective of bench/search.mjs: one JSON assignment a line out, its value a line in.

Usage: search.py SEEDS TRIALS SPACE; `next` ends a study. Debian's Optuna (3.1) has no GPSampler.
"""

import json
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
seeds, trials, space = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])


def suggest(trial, dimension):
    name, values = dimension["name"], dimension["values"]
    if values["kind"] == "number":
        return trial.suggest_float(name, values["low"], values["high"], log=values["log"])
    if values["kind"] == "int":
        return trial.suggest_int(name, values["low"], values["high"], log=values["log"])
    options = values["options"]
    # Of numbers it is told the order, as our searches are.
    if all(isinstance(option, (int, float)) for option in options):
        return options[trial.suggest_int(name, 0, len(options) - 1)]
    return trial.suggest_categorical(name, options)


def objective(trial):
    assignment = {}
    for dimension in space:
        if all(assignment.get(each["name"]) in each["equals"] for each in dimension.get("when", [])):
            assignment[dimension["name"]] = suggest(trial, dimension)
    print(json.dumps(assignment), flush=True)
    return float(sys.stdin.readline())


for seed in range(seeds):
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
    study.optimize(objective, n_trials=trials)
    print("next", flush=True)
