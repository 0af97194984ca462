import type { LanguageClientOptions } from "vscode-languageclient";

/** What every client is made with, wherever its server runs: the server is told when a setting is changed, and asks for it. */
export const clientOptions: LanguageClientOptions = {
  documentSelector: [{ language: "mlops" }],
  synchronize: { configurationSection: "mlops" },
};
