import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ProcessExecution, Task, TaskRevealKind, TaskScope, tasks, window, workspace } from "vscode";
import type { Program } from "../program/find-program.ts";
import type { Project } from "../project/current-project.ts";
import type { Session } from "../session.ts";
import { type PrintedPlan, planSummary } from "../views/plan-tree.ts";
import { noProject } from "./check-project.ts";

/** Makes the plan, asks, and carries out just that plan in a terminal. True once it was carried out to its end. */
export async function applyProject(session: Session): Promise<boolean> {
  const project = await session.project();
  if (project === undefined) {
    noProject();
    return false;
  }
  const program = await session.program(project);
  if (program === undefined) return false;
  await workspace.saveAll();
  const folder = session.context.globalStorageUri.fsPath;
  await mkdir(folder, { recursive: true });
  const file = join(folder, `plan-${randomUUID()}.json`);
  try {
    const plan = await savedPlan(session, project, file);
    if (plan === undefined || !(await confirmed(project, plan))) return false;
    return (await runInTerminal(program, ["apply", file, "--project", project.folder], project)) === 0;
  } finally {
    await rm(file, { force: true });
  }
}

async function savedPlan(session: Session, project: Project, file: string): Promise<PrintedPlan | undefined> {
  const outcome = await session.run(project, ["plan", "--format", "json", "--out", file, project.folder], {
    title: "mlopsc: making the plan",
  });
  if (outcome === undefined) return undefined;
  if (outcome.code === 0) return JSON.parse(outcome.out) as PrintedPlan;
  void window.showErrorMessage(`There is no plan to apply.\n${firstLine(outcome.err)}`);
  return undefined;
}

async function confirmed({ name }: Project, plan: PrintedPlan): Promise<boolean> {
  const summary = planSummary(plan);
  if (plan.steps.every(({ action }) => action === "reuse")) {
    void window.showInformationMessage(`${name}: nothing to do. ${summary}`);
    return false;
  }
  if (!workspace.getConfiguration("mlops").get("apply.confirm", true)) return true;
  const chosen = await window.showWarningMessage(
    `Apply the plan of ${name}?`,
    { modal: true, detail: summary },
    "Apply",
  );
  return chosen === "Apply";
}

/** A task, not a typed line: no shell reads the words, and the terminal stays open with what was printed. */
async function runInTerminal(
  program: Program,
  words: readonly string[],
  project: Project,
): Promise<number | undefined> {
  const execution = new ProcessExecution(program.file, [...program.before, ...words], {
    cwd: project.folder,
    env: { ...program.environment },
  });
  const task = new Task(
    { type: "mlopsc", project: project.name },
    TaskScope.Workspace,
    `apply ${project.name}`,
    "mlopsc",
    execution,
  );
  task.presentationOptions = { reveal: TaskRevealKind.Always, clear: true, focus: false };
  const running = await tasks.executeTask(task);
  return new Promise((done) => {
    const ended = tasks.onDidEndTaskProcess(({ execution: each, exitCode }) => {
      if (each !== running) return;
      ended.dispose();
      done(exitCode);
    });
  });
}

const firstLine = (text: string): string => text.trim().split("\n", 1)[0] ?? "";
