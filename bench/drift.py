"""Seconds and AUC of scikit-learn's random forest (100 trees, all cores) telling two samples apart, as JSON. Run by drift.mjs.

Doubles are read from standard input: the columns, each with the reference rows first and the current rows after them.
"""

import json
import sys
import time

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

rows, columns = map(int, sys.argv[1:3])
x = np.ascontiguousarray(np.frombuffer(sys.stdin.buffer.read()).reshape(columns, 2 * rows).T)
y = np.repeat([0, 1], rows)
wall, processor = time.perf_counter(), time.process_time()
train_x, test_x, train_y, test_y = train_test_split(x, y, test_size=0.2, random_state=1)
forest = RandomForestClassifier(100, n_jobs=-1, random_state=1).fit(train_x, train_y)
auc = roc_auc_score(test_y, forest.predict_proba(test_x)[:, 1])
result = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor, "auc": auc}
print(json.dumps(result))
