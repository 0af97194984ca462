import type { AnswerChannel } from "../outside/block-on.ts";
import type { AnswerTrainer, TrainerAsk } from "../outside/trainer-ask.ts";
import type { Tasks } from "./tasks.ts";
import type { Membership } from "./team/member.ts";

export type TaskName = keyof Tasks;
export type TaskInput<Name extends TaskName> = Parameters<Tasks[Name]>[0];
export type TaskOutput<Name extends TaskName> = ReturnType<Tasks[Name]>;

export interface ComputeOptions {
  /** Ends the work at once, also in the middle of a loop; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** 0..1 */
  readonly onProgress?: (fraction: number, message: string) => void;
  /** Answers what the calculation asks of programs; needed where a learner is one. */
  readonly answer?: AnswerTrainer;
}

/** Runs long calculations without stopping everything else. A calculation is a pure function of its input. */
export interface Compute {
  /** How many calculations run at once. */
  readonly size: number;
  run<Name extends TaskName>(name: Name, input: TaskInput<Name>, options?: ComputeOptions): Promise<TaskOutput<Name>>;
  close(): Promise<void>;
}

/** What a worker is started with. */
export interface ComputeWorkerData {
  readonly role: "compute";
  /** Where the ONNX runtime may be installed besides. */
  readonly projectFolder: string | undefined;
}

/** From the main thread to a worker. */
export interface TaskRequest {
  readonly id: number;
  readonly name: TaskName;
  readonly input: unknown;
  /** How many may work on it, the worker's own included. */
  readonly threads: number;
}

/** From a worker to the main thread. */
export type TaskReply =
  /** The worker calls others to help. */
  | { readonly id: number; readonly type: "summon"; readonly others: readonly Membership[] }
  /** The worker stands still until it is answered. */
  | { readonly id: number; readonly type: "ask"; readonly ask: TrainerAsk; readonly channel: AnswerChannel }
  | { readonly id: number; readonly type: "progress"; readonly fraction: number; readonly message: string }
  | { readonly id: number; readonly type: "done"; readonly output: unknown }
  | {
      readonly id: number;
      readonly type: "failed";
      readonly message: string;
      readonly stack: string | undefined;
      /** Why a thread that it counted on ended, where that is what failed. */
      readonly ended: string | undefined;
    };
