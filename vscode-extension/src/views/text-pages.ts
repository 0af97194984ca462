import { type Disposable, EventEmitter, type TextDocumentContentProvider, Uri, workspace } from "vscode";

/** Read-only documents made by commands: what `mlopsc diff` says, and predictions. */
export interface TextPages extends Disposable {
  /** The document of a name; the same one with new text where it is shown already. */
  readonly show: (name: string, text: string) => Uri;
}

export const textPageScheme = "mlopsc";

export function openTextPages(): TextPages {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider: TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? "",
  };
  const registered = workspace.registerTextDocumentContentProvider(textPageScheme, provider);
  return {
    show: (name, text) => {
      const uri = Uri.from({ scheme: textPageScheme, path: `/${name}` });
      texts.set(uri.path, text);
      changed.fire(uri);
      return uri;
    },
    dispose: () => {
      registered.dispose();
      changed.dispose();
    },
  };
}
