import numpy as np


def generated(rows, columns, seed):
    """The same numbers as generatedData in generated-data.ts: a linear congruential generator, sums of four uniforms."""
    state = seed
    values = np.empty((rows, columns + 1))
    for row in range(rows):
        for column in range(columns + 1):
            total = 0.0
            for _ in range(4):
                state = (1664525 * state + 1013904223) % 4294967296
                total += state / 4294967296
            values[row, column] = total - 2.0
    x, noise = values[:, :columns], values[:, columns]
    raw = x[:, 0] * x[:, 1] * 2.0 + x[:, 2] * x[:, 2] - x[:, 3] + noise * 0.5
    return x, raw
