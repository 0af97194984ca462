"""Writes drift.json: /usr/bin/python3 make-drift.py

scipy 1.10's two-sample statistics on seeded samples, with ties, and its distribution of the Kolmogorov-Smirnov statistic;
the population stability index by its definition; and the streams of which river's and CapyMOA's documentation tell where
their detectors find changes.
"""

import json
import pathlib
import random

import numpy as np
from scipy import stats
from scipy.spatial import distance

here = pathlib.Path(__file__).parent
generator = np.random.RandomState(5)


def drawn(kind, size):
    if kind == "normal":
        return np.round(generator.normal(size=size), 4)
    if kind == "shifted":
        return np.round(generator.normal(0.3, 1.2, size=size), 4)
    if kind == "far":
        return np.round(generator.normal(1.5, 1, size=size), 4)
    if kind == "ties":
        return np.round(generator.normal(size=size) * 2)
    return np.round(np.exp(generator.normal(size=size)), 3)


numbers = []
for before, after, m, n in [
    ("normal", "normal", 7, 5),
    ("normal", "shifted", 40, 40),
    ("normal", "shifted", 100, 73),
    ("normal", "far", 60, 24),
    ("ties", "ties", 90, 60),
    ("skewed", "skewed", 120, 250),
    ("skewed", "shifted", 33, 21),
    ("normal", "normal", 1, 3),
]:
    a, b = drawn(before, m), drawn(after, n)
    exact, asymptotic = (stats.ks_2samp(a, b, method=method) for method in ["exact", "asymp"])
    numbers.append(
        {
            "reference": a.tolist(),
            "current": b.tolist(),
            "statistic": float(exact.statistic),
            "exact": float(exact.pvalue),
            "asymptotic": float(asymptotic.pvalue),
            "wasserstein": float(stats.wasserstein_distance(a, b)),
        }
    )

counts = []
for reference, current in [
    ([30, 40, 50], [35, 30, 55]),
    ([200, 50], [90, 60]),
    ([10, 20, 30, 40, 500], [100, 80, 60, 40, 20]),
    ([1000, 2000, 3000], [10, 20, 30]),
    ([60, 0, 60], [60, 60, 0]),
]:
    p, q = (np.array(each) + 0.5 for each in [reference, current])
    p, q = p / p.sum(), q / q.sum()
    test = stats.chi2_contingency(np.array([reference, current]), correction=False)
    counts.append(
        {
            "reference": reference,
            "current": current,
            "chiSquared": float(test[0]),
            "pValue": float(test[1]),
            "jensenShannon": float(distance.jensenshannon(reference, current, base=2)),
            "populationStability": float(np.sum((q - p) * np.log(q / p))),
        }
    )

kolmogorov = [
    [n, float(d), float(stats.kstwo.sf(d, n))]
    for n in [1, 2, 5, 17, 80, 140, 141, 300, 1000, 5000, 20000, 150000, 1000000]
    for d in sorted(
        {0.3 / n, 0.6 / n, 0.9 / n, 1 - 0.5 / n, 0.51, *(z / np.sqrt(n) for z in [0.2, 0.4, 0.6, 0.8, 1, 1.3, 1.47, 1.5, 2, 2.5, 4.3])}
    )
    if 0 < d < 1
]
fisher = [
    [*table, float(stats.fisher_exact(np.reshape(table, (2, 2)))[1])]
    for table in [[5000, 0, 192, 8], [1, 9, 11, 3], [10, 10, 10, 10], [0, 50, 3, 20], [8, 2, 1, 5], [99000, 1000, 480, 20]]
]
areas = []
for size, gap in [(40, 0.5), (300, 0.1), (25, -0.4)]:
    scores = np.round(np.concatenate([generator.normal(size=size), generator.normal(gap, 1, size=size + 7)]), 1)
    test = stats.mannwhitneyu(scores[size:], scores[:size], alternative="greater", method="asymptotic", use_continuity=False)
    areas.append(
        {
            "scores": scores.tolist(),
            "negatives": size,
            "auc": float(test.statistic) / (size * (size + 7)),
            "pValue": float(test.pvalue),
        }
    )
chi_squared = [
    [x, freedom, float(stats.chi2.sf(x, freedom))]
    for freedom in [1, 2, 3, 10, 50, 400]
    for x in [1e-6, 0.1, 1, freedom - 0.5, freedom, freedom + 1.5, 2 * freedom, 5 * freedom + 20]
]


def river_stream(seed, *parts):
    source = random.Random(seed)
    return [value for low, high in parts for value in source.choices(range(low, high), k=1000)]


np.random.seed(0)
moa = np.random.randint(2, size=2000)
for i in range(999, 2000):
    moa[i] = np.random.randint(4, high=8)
np.random.seed(12345)
numpy_stream = np.concatenate((np.random.randint(2, size=1000), np.random.randint(8, size=1000)))

stored = {
    "numbers": numbers,
    "counts": counts,
    "kolmogorov": kolmogorov,
    "chiSquared": chi_squared,
    "fisher": fisher,
    "areas": areas,
    "streams": {
        "river": "".join(map(str, river_stream(12345, (0, 2), (4, 8)))),
        "riverFour": "".join(map(str, river_stream(42, (0, 2), (4, 8), (0, 2), (4, 8)))),
        "riverNumpy": "".join(map(str, numpy_stream.tolist())),
        "moa": "".join(map(str, moa.tolist())),
    },
}
(here / "drift.json").write_text(json.dumps(stored, separators=(",", ":")) + "\n")
