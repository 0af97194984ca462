import { error } from "../code-entry.ts";

/** 1xxx: the text itself. */
export const textCodes = {
  unexpectedText: error<{ found: string; expected: string }>(
    "ML1001",
    ({ found, expected }) => `Found ${found} where ${expected} should stand.`,
    "The line cannot be read as it stands. Only this line is left out; the rest of the file is checked.\n\n```mlops\nmodel churn {\n  from = = features\n}\n```",
  ),
};
