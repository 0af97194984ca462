import type { JsonRecord, StoredModel } from "@mlopsc/learn";
import type { ModelIdentity } from "../answer/answer-text.ts";

/** A page for whoever opens the server in a browser: what it serves, and a line to try it. Needs nothing else to show. */
export function homePage(
  model: StoredModel,
  identity: ModelIdentity,
  example: JsonRecord | undefined,
  origin: string,
): string {
  const title = `${escapeHtml(identity.name)} <small>version ${escapeHtml(identity.version)}</small>`;
  const command = example === undefined ? "" : `<pre>${escapeHtml(curlCommand(example, origin))}</pre>`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(identity.name)}</title>
<style>
:root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:4rem auto;padding:0 1rem}
small{font-weight:400;opacity:.7}pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:1rem;border:1px solid #8886;border-radius:.4rem}
</style>
<h1>${title}</h1>
<p>Predicts <strong>${escapeHtml(model.definition.target)}</strong> (${model.definition.task}). Try it:</p>
${command}
<p><a href="/openapi.json">Schema</a> · <a href="/metrics">Metrics</a> · <a href="/healthz">Health</a> · <a href="/readyz">Readiness</a></p>
</html>
`;
}

/** For a POSIX shell: the body stands in single quotes. */
function curlCommand(example: JsonRecord, origin: string): string {
  const body = JSON.stringify(example).replaceAll("'", "'\\''");
  return `curl ${origin}/predict -H 'content-type: application/json' -d '${body}'`;
}

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
