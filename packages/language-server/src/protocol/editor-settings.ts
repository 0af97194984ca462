import type { Connection } from "vscode-languageserver";
import type { ClientAbilities } from "./client-abilities.ts";

/** Gives what a section of the editor's configuration says, over what holds where it says nothing. */
export type EditorSettings = <Values extends object>(section: string, otherwise: Values) => Promise<Values>;

/** Each section is asked for once, and again after a change, of which `changed` is told. */
export function editorSettings(
  connection: Connection,
  client: () => ClientAbilities,
  changed: () => void,
): EditorSettings {
  const asked = new Map<string, Promise<unknown>>();
  connection.onDidChangeConfiguration(() => {
    asked.clear();
    changed();
  });
  const ask = async (section: string): Promise<unknown> => {
    if (!client().configuration) return null;
    // An editor that cannot say is one that says nothing.
    return connection.workspace.getConfiguration(section).catch(() => null);
  };
  return async (section, otherwise) => {
    const said = asked.get(section) ?? ask(section);
    asked.set(section, said);
    return { ...otherwise, ...(await (said as Promise<Partial<typeof otherwise> | null>)) };
  };
}
