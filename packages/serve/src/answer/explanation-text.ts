import type { Explanation } from "@mlopsc/learn";

/** `"explanation":{…}` as it stands in an answer; numbers read back as the same doubles. */
export function explanationField(explanation: Explanation): string {
  const { explained, scale, method, base, raw, contributions } = explanation;
  return `"explanation":${JSON.stringify({ ...(explained === undefined ? {} : { explained }), scale, method, base, raw, contributions })}`;
}
