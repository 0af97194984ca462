import type { Explanation } from "@mlopsc/learn";

/** `"explanation":{…}` as it stands in an answer; numbers read back as the same doubles. */
export function explanationField(explanation: Explanation): string {
  const { prediction: _told, ...rest } = explanation;
  return `"explanation":${JSON.stringify(rest)}`;
}
