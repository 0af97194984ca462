/** What a step does, in the words of `mlopsc plan`. */
export const stepWords: Readonly<Record<string, string>> = {
  "ingest-dataset": "take in the data",
  "validate-dataset": "hold it to what is expected",
  "transform-data": "build the table",
  "split-data": "put the test part aside",
  "search-model": "search hyper-parameters",
  "validate-model": "cross-validate",
  "train-model": "train",
  "combine-models": "combine the members",
  "evaluate-model": "measure on the test part, once",
  "register-model": "register a version",
  "compare-samples": "compare the samples",
  "build-bundle": "put model and server together",
  "deploy-model": "bring it to the target",
  "register-monitor": "set up what live data are held against",
  "set-alerts": "set the alerts",
};
