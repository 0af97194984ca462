import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { ThreadEnded } from "../compute/thread-ended.ts";

/** Where an answer goes: into the port, then the flag is raised. Both travel to another thread. */
export interface AnswerChannel {
  readonly flag: Int32Array;
  readonly port: MessagePort;
}

/**
 * Asks another thread and stands still until it has answered. Learners are plain functions of rows; this is how one of
 * them may be a program or a runtime that only answers later. Throws where `isLost` says that no answer can come any more.
 */
export function blockOn<Answer>(
  ask: (channel: AnswerChannel, transfer: readonly MessagePort[]) => void,
  isLost: () => boolean = () => false,
): Answer {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  ask({ flag, port: port2 }, [port2]);
  while (Atomics.wait(flag, 0, 0, 1000) === "timed-out" && !isLost());
  const received = receiveMessageOnPort(port1) as { readonly message: Answer } | undefined;
  port1.close();
  if (received === undefined) throw new ThreadEnded("it gave no answer");
  return received.message;
}

export function answerTo({ flag, port }: AnswerChannel, answer: unknown): void {
  port.postMessage(answer);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}
