import { randomBytes } from "node:crypto";
import type { Uri, Webview } from "vscode";

export interface Page {
  readonly title: string;
  /** Already escaped. */
  readonly body: string;
  readonly styles: readonly Uri[];
  readonly scripts: readonly Uri[];
}

/** A page for a webview that runs and loads what the extension brings with it, and nothing else. */
export function htmlPage(webview: Webview, { title, body, styles, scripts }: Page): string {
  const nonce = randomBytes(16).toString("base64url");
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    `img-src ${webview.cspSource}`,
  ].join("; ");
  const links = styles.map((style) => `<link rel="stylesheet" href="${webview.asWebviewUri(style)}">`);
  const loads = scripts.map((script) => `<script nonce="${nonce}" src="${webview.asWebviewUri(script)}"></script>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
${links.join("\n")}
</head>
<body>
${body}
${loads.join("\n")}
</body>
</html>
`;
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
