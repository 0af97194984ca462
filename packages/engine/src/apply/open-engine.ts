import type { Diagnostic } from "@mlopsc/diagnostics";
import type { Compute } from "../compute/compute.ts";
import { openDeployments } from "../deploy/open-deployments.ts";
import { createHandlers } from "../handlers/create-handlers.ts";
import { openDataAccess } from "../handlers/data-access.ts";
import type { HandlerServices } from "../handlers/services.ts";
import type { Clock } from "../registry/clock.ts";
import type { ObjectStore } from "../registry/object-store.ts";
import type { Handlers } from "../walk/handler.ts";
import { openProjectState, type ProjectState } from "./project-state.ts";

export interface EngineOptions {
  readonly projectFolder: string;
  readonly clock: Clock;
  /** The engine closes it. */
  readonly compute: Compute;
  /** Who is written into the history. */
  readonly who?: string;
  /** Addresses of steps that wait for a person, and may pass now. */
  readonly approved?: ReadonlySet<string>;
  /** Instead of opening the project's own: one that was opened to be looked at. The engine closes it. */
  readonly state?: ProjectState;
  /** Instead of the project's own objects: a shared store, or one of a test. */
  readonly objects?: ObjectStore;
}

/** All that is needed to plan and apply a project. */
export interface Engine {
  readonly state: ProjectState;
  readonly services: HandlerServices;
  readonly handlers: Handlers;
  close(): Promise<void>;
}

export type OpenedEngine =
  | { readonly engine: Engine; readonly problem?: never }
  | { readonly engine?: never; readonly problem: Diagnostic };

/** Opens a project's state with a handler for every kind of step. Database and threads start when first needed. */
export function openEngine(options: EngineOptions): OpenedEngine {
  const { projectFolder, clock, compute, objects } = options;
  const opened = options.state === undefined ? openProjectState(projectFolder, clock) : { state: options.state };
  if (opened.problem !== undefined) return { problem: opened.problem };
  const state = { ...opened.state, ...(objects ? { objects } : {}) };
  const data = openDataAccess(state.objects, state.registry);
  const deployment = openDeployments(projectFolder, options);
  const services: HandlerServices = { ...state, data, compute, clock, projectFolder, deployment };
  const close = async (): Promise<void> => {
    await compute.close();
    await data.close();
    state.registry.close();
  };
  return { engine: { state, services, handlers: createHandlers(services), close } };
}
