import type { WorkDoneProgressServerReporter } from "vscode-languageserver";
import type { ChangingProject } from "../workspace/project.ts";
import type { Session, Where } from "./feature.ts";
import { sendUnawaited } from "./send-unawaited.ts";

/** So long after the last key the text is planned as it stands; later where that takes long, so that it is rarely in the way. */
const pauseMilliseconds = 300;
const longestPauseMilliseconds = 5_000;
const pausePerWork = 10;
/** Who waits longer is told so. */
const patienceMilliseconds = 1_000;

/**
 * Keeps what is known of each project up to date: at first, after a pause of typing, and when its registry changes. One look
 * at a time; `tell` is called after each that found something.
 */
export function keepKnowledge(session: Session, tell: () => void): Keeper {
  const kept = new Map<ChangingProject, Keeper>();
  const stop = (): void => {
    for (const keeper of kept.values()) keeper.stop();
    kept.clear();
  };
  session.connection.onShutdown(stop);
  const look = (where: Where): void => {
    const projects = new Set(session.workspace.projects());
    for (const [project, keeper] of kept) {
      if (projects.has(project)) continue;
      keeper.stop();
      kept.delete(project);
    }
    for (const project of projects) {
      const keeper = kept.get(project) ?? keeperOf(project, session, tell);
      kept.set(project, keeper);
      keeper.look(where);
    }
  };
  return { look, stop };
}

export interface Keeper {
  /** After a pause, unless another look is asked for until then. */
  readonly look: (where: Where) => void;
  readonly stop: () => void;
}

function keeperOf(project: ChangingProject, session: Session, tell: () => void): Keeper {
  let waiting: NodeJS.Timeout | undefined;
  let looking = false;
  let again = false;
  let stopped = false;
  let pause = pauseMilliseconds;
  const work = async (): Promise<void> => {
    // What was found may let a text compile that did not, and so be planned: then there is more to find.
    for (let round = 0; round < 3 && !stopped; round++) {
      if (!(await project.knowledge.refresh(project.compilation()))) return;
      project.changed();
      if (!stopped) tell();
    }
  };
  const start = async (): Promise<void> => {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    const began = performance.now();
    const done = showProgress(session);
    try {
      do {
        again = false;
        await work();
      } while (again && !stopped);
    } catch (failure) {
      // The editor went meanwhile. If it is still there, it is told; either way this is no reason to end.
      if (!stopped) session.connection.console.error(String(failure));
    }
    looking = false;
    done();
    const took = performance.now() - began;
    pause = Math.min(longestPauseMilliseconds, Math.max(pauseMilliseconds, pausePerWork * took));
  };
  const look = (where: Where): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void start(), where === "editor" ? pause : pauseMilliseconds);
  };
  const unwatch = project.knowledge.watch(() => look("outside"));
  return {
    look,
    stop: () => {
      stopped = true;
      clearTimeout(waiting);
      unwatch();
    },
  };
}

/** Tells the editor of work that takes long, until what it gives is called. */
function showProgress({ connection, client }: Session): () => void {
  let ended = false;
  let shown: WorkDoneProgressServerReporter | undefined;
  const show = async (): Promise<void> => {
    if (!client().progress) return;
    const progress = await connection.window.createWorkDoneProgress();
    if (ended) return;
    progress.begin("mlops", undefined, "looking at data and runs");
    shown = progress;
  };
  const waiting = setTimeout(() => sendUnawaited(show), patienceMilliseconds);
  return () => {
    ended = true;
    clearTimeout(waiting);
    shown?.done();
  };
}
