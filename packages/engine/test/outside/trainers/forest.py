import json, pathlib, pickle, sys

import pandas as pd
from sklearn.ensemble import RandomForestClassifier

verb, folder = sys.argv[1], pathlib.Path(sys.argv[2])
job = json.loads((folder / "job.json").read_text())
names = [feature["name"] for feature in job["features"]]

if verb == "train":
    table = pd.read_csv(folder / job["train"], dtype={job["target"]: str})
    forest = RandomForestClassifier(n_estimators=job["parameters"]["trees"], random_state=job["seed"])
    forest.fit(table[names], table[job["target"]])
    (folder / job["model"]).mkdir()
    (folder / job["model"] / "forest.pkl").write_bytes(pickle.dumps(forest))
else:
    forest = pickle.loads((folder / job["model"] / "forest.pkl").read_bytes())
    rows = pd.read_csv(folder / job["rows"])
    predicted = pd.DataFrame(forest.predict_proba(rows[names]), columns=job["columns"])
    predicted.insert(0, job["row"], rows[job["row"]])
    predicted.to_csv(folder / job["predictions"], index=False)
