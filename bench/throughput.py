"""The peer of throughput.mjs: a scikit-learn pipeline behind FastAPI.

`throughput.py train DATA.csv MODEL.pickle boosting|linear`, then `MODEL=MODEL.pickle uvicorn throughput:app`.
"""
import os
import pickle
import sys
from datetime import date, datetime
from typing import List, Literal, Optional

import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel, Field
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["age", "spend", "visits", "days_since", "flag"]
LEVELS = ("individual", "professional", "public", "other")


def days_since(frame):
    """The one derived column, as the pipeline of the other side has it."""
    return frame.assign(
        days_since=(pd.Timestamp(20_000, unit="D") - pd.to_datetime(frame["signup"])).dt.days,
        flag=frame["flag"].astype(float),
    )


def train(data, path, kind):
    frame = pd.read_csv(data)
    learner = (
        GradientBoostingClassifier(n_estimators=100, max_leaf_nodes=16, max_depth=None)
        if kind == "boosting"
        else LogisticRegression()
    )
    prepare = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
            ("levels", OneHotEncoder(handle_unknown="ignore"), ["segment", "channel"]),
        ]
    )
    model = Pipeline([("prepare", prepare), ("learn", learner)])
    model.fit(days_since(frame), frame["churned"])
    with open(path, "wb") as file:
        pickle.dump(model, file)


class Record(BaseModel):
    customer_id: str
    age: Optional[int] = Field(ge=18, le=120)
    segment: Literal["individual", "professional", "public", "other"]
    channel: Literal["shop", "web", "phone"]
    spend: Optional[float]
    visits: int
    signup: date
    seen: datetime
    flag: bool


app = FastAPI()
model = None
if os.environ.get("MODEL"):
    with open(os.environ["MODEL"], "rb") as opened:
        model = pickle.load(opened)


def predictions(records):
    frame = days_since(pd.DataFrame([record.dict() for record in records]))
    probabilities = model.predict_proba(frame)
    return [
        {
            "prediction": bool(second > 0.5),
            "probability": float(second),
            "probabilities": {"false": float(first), "true": float(second)},
        }
        for first, second in probabilities
    ]


@app.get("/readyz")
def ready():
    return {"status": "ready"}


@app.post("/predict")
def predict(record: Record):
    return {**predictions([record])[0], "model": {"name": "churn", "version": "1"}}


@app.post("/predict-many")
def predict_many(records: List[Record]):
    return {"predictions": predictions(records), "model": {"name": "churn", "version": "1"}}


if __name__ == "__main__" and sys.argv[1] == "train":
    train(*sys.argv[2:])
