"""Writes time-windows.json: /usr/bin/python3 make-time-windows.py

What pandas 1.5.3 gives for looking back in time over rows with gaps: rolling(length, closed="left") and, for lags, the
value at exactly that time before. Two meters, each in its own order of time.
"""

import json
import pathlib

import numpy as np
import pandas as pd

rng = np.random.default_rng(31)
hours = np.sort(rng.choice(400, 120, replace=False))
minutes = np.concatenate([hours[:80] * 30, hours[80:] * 30])
meter = np.repeat(["north", "south"], [80, 40])
values = np.round(rng.normal(50, 10, 120), 2)
values[rng.choice(120, 12, replace=False)] = np.nan
order = rng.permutation(120)
frame = pd.DataFrame({"minutes": minutes, "meter": meter, "x": values}).iloc[order].reset_index(drop=True)
frame["at"] = pd.Timestamp("2020-03-28T00:00Z") + pd.to_timedelta(frame["minutes"], unit="m")


def back(group, length):
    known = group.set_index("at")["x"]
    return group["at"].sub(pd.Timedelta(length)).map(known)


def rolled(group, length, name):
    window = group.sort_values("at").rolling(length, on="at", closed="left", min_periods=1)["x"]
    values = getattr(window, name)()
    # pandas leaves a count of nothing out.
    return values.fillna(0) if name == "count" else values


def by_meter(work):
    parts = [work(group) for _, group in frame.groupby("meter")]
    return [None if pd.isna(value) else float(value) for value in pd.concat(parts).loc[frame.index]]


names = ["sum", "mean", "min", "max", "median", "std", "count"]
(pathlib.Path(__file__).parent / "time-windows.json").write_text(
    json.dumps(
        {
            "minutes": frame["minutes"].tolist(),
            "meter": frame["meter"].tolist(),
            "x": [None if np.isnan(value) else value for value in frame["x"]],
            "lag1h": by_meter(lambda group: back(group, "1h")),
            "lag1d": by_meter(lambda group: back(group, "1d")),
            "over6h": {name: by_meter(lambda group, name=name: rolled(group, "6h", name)) for name in names},
        },
        separators=(",", ":"),
    )
    + "\n"
)
