import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CodeLens, commands, type Disposable, languages, Range, Uri, ViewColumn, window, workspace } from "vscode";
import type { Project } from "../project/current-project.ts";
import type { Session } from "../session.ts";
import { predictionPage } from "../views/prediction-page.ts";
import type { Run } from "../views/runs-tree.ts";
import type { TextPages } from "../views/text-pages.ts";
import { noProject } from "./check-project.ts";

export interface ExamplePredictions extends Disposable {
  /** Opens a record that the model answers, and the answer beside it. Asks which model where none is given. */
  readonly open: (model?: string) => Promise<void>;
}

/** Records are files of the extension's own storage: `PROJECT/MODEL.json`. A lens over them predicts what stands there. */
export function examplePredictions(session: Session, pages: TextPages): ExamplePredictions {
  const storage = join(session.context.globalStorageUri.fsPath, "records");
  const projects = new Map<string, Project>();

  const open = async (given?: string): Promise<void> => {
    const project = await session.project();
    if (project === undefined) return noProject();
    const model = given ?? (await chooseModel(session, project));
    if (model === undefined) return;
    const words = ["predict", model, "--example", "--project", project.folder];
    const outcome = await session.run(project, words, { title: `mlopsc: asking ${model} for an example` });
    if (outcome === undefined) return;
    if (outcome.code !== 0) return void window.showErrorMessage(outcome.err.trim());
    const file = join(storage, project.name, `${model}.json`);
    projects.set(file, project);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(JSON.parse(outcome.out), null, 2)}\n`);
    await window.showTextDocument(Uri.file(file), { preview: false });
    await predict(file);
  };

  const predict = async (file: string): Promise<void> => {
    const project = projects.get(file);
    if (project === undefined) return;
    const document = await workspace.openTextDocument(Uri.file(file));
    await document.save();
    const model = basename(file, ".json");
    const record = oneLine(document.getText());
    if (record === undefined) return void window.showErrorMessage("This is not JSON yet.");
    const words = ["predict", model, "--explain", "--project", project.folder];
    const outcome = await session.run(project, words, { title: `mlopsc: ${model} predicts`, input: record });
    if (outcome === undefined) return;
    if (outcome.code !== 0) return void window.showErrorMessage(outcome.err.trim());
    const uri = pages.show(`Prediction of ${model}.md`, predictionPage(model, JSON.parse(outcome.out)));
    await commands.executeCommand("markdown.showPreviewToSide", uri, ViewColumn.Beside);
  };

  const registered = [
    languages.registerCodeLensProvider(
      { language: "json", scheme: "file" },
      {
        provideCodeLenses: ({ uri }) =>
          projects.has(uri.fsPath)
            ? [
                new CodeLens(new Range(0, 0, 0, 0), {
                  title: "$(sparkle) Predict this record",
                  command: "mlops.predictRecord",
                  arguments: [uri.fsPath],
                }),
              ]
            : [],
      },
    ),
    commands.registerCommand("mlops.predictRecord", predict),
  ];
  return {
    open,
    dispose: () => {
      for (const each of registered) each.dispose();
    },
  };
}

/** Models with a version; the only one is not asked for. */
async function chooseModel(session: Session, project: Project): Promise<string | undefined> {
  const outcome = await session.run(project, ["runs", "--format", "json", "--project", project.folder], {
    title: "mlopsc: looking for models",
  });
  if (outcome === undefined) return undefined;
  const runs = outcome.code === 0 ? (JSON.parse(outcome.out) as readonly Run[]) : [];
  const models = [...new Set(runs.filter(({ version }) => version !== null).map(({ model }) => model))];
  if (models.length === 0) {
    void window.showInformationMessage("No model is registered yet: apply trains them.");
    return undefined;
  }
  return models.length === 1 ? models[0] : window.showQuickPick(models, { title: "Which model?" });
}

function oneLine(text: string): string | undefined {
  try {
    return `${JSON.stringify(JSON.parse(text))}\n`;
  } catch {
    return undefined;
  }
}
