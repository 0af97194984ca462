"""Writes gaussian-process.json, what the surrogate of the search is held against: /usr/bin/python3 make-gaussian-process.py

Made with scikit-learn 1.2.1. The kernel is fixed: variance, length scales and noise are given, nothing is optimised.
"""

import json
import pathlib

import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

rng = np.random.default_rng(11)
points = np.round(rng.uniform(size=(12, 3)), 4)
values = np.round(np.sin(4 * points[:, 0]) + points[:, 1] ** 2 + 0.1 * rng.normal(size=12), 4)
asked = np.round(rng.uniform(size=(5, 3)), 4)
scales, noise = np.array([0.4, 0.9, 2.5]), 0.02

# Mean and variance of the highest likelihood for these length scales and this noise (Rasmussen and Williams 2006, 5.9).
correlation = Matern(scales, nu=2.5)(points) + noise * np.eye(12)
solved_ones, solved = np.linalg.solve(correlation, np.ones(12)), np.linalg.solve(correlation, values)
mean = solved.sum() / solved_ones.sum()
variance = (values - mean) @ np.linalg.solve(correlation, values - mean) / 12

kernel = ConstantKernel(variance) * Matern(scales, nu=2.5) + WhiteKernel(variance * noise)
process = GaussianProcessRegressor(kernel, alpha=0, optimizer=None).fit(points, values - mean)
expected, deviation = process.predict(asked, return_std=True)
likelihood, gradient = process.log_marginal_likelihood(process.kernel_.theta, eval_gradient=True)

result = {
    "points": points.tolist(),
    "values": values.tolist(),
    "scales": scales.tolist(),
    "noise": noise,
    "mean": mean,
    "variance": variance,
    "asked": asked.tolist(),
    "expected": (expected + mean).tolist(),
    # scikit-learn's holds the noise too.
    "deviation": np.sqrt(deviation**2 - variance * noise).tolist(),
    "likelihood": likelihood,
    # By the logarithms of the variance, the length scales and the noise.
    "gradient": gradient.tolist(),
}
path = pathlib.Path(__file__).parent / "gaussian-process.json"
path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
