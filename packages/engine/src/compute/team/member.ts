import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { Team } from "@mlopsc/learn";

/** What one thread of a team holds: a counter that all share, and lines to the others. */
export interface Membership {
  readonly rank: number;
  readonly size: number;
  /** How many have come to the meeting, how many meetings there were, and whether one has failed. */
  readonly control: Int32Array;
  /** For the first thread a line to each of the others, for those one to it. */
  readonly lines: readonly MessagePort[];
}

const arrived = 0;
const meetings = 1;
const broken = 2;
const controlIntegers = 3;

/** Looks again so often before it sleeps: long enough for most meetings, short enough where cores are fewer than threads. */
const patience = 2000;
/** Sleeps no longer at once, so that a thread that is to end does. */
const longestSleep = 100;

/** A team of which this thread is the first. */
export interface LedTeam {
  readonly team: Team;
  /** For threads to take part by, one each. */
  readonly others: readonly Membership[];
  /** Lets go the others, after a failure. */
  dismiss(): void;
}

export function leadTeam(size: number): LedTeam {
  const control = new Int32Array(new SharedArrayBuffer(4 * controlIntegers));
  const channels = Array.from({ length: size - 1 }, () => new MessageChannel());
  return {
    team: joinTeam({ rank: 0, size, control, lines: channels.map(({ port1 }) => port1) }),
    others: channels.map(({ port2 }, index) => ({ rank: index + 1, size, control, lines: [port2] })),
    dismiss: () => breakTeam(control),
  };
}

/** Throws at the next meeting where another member has failed. */
export function joinTeam({ rank, size, control, lines }: Membership): Team {
  const meet = (): void => {
    const meeting = Atomics.load(control, meetings);
    if (Atomics.add(control, arrived, 1) === size - 1) {
      Atomics.store(control, arrived, 0);
      Atomics.add(control, meetings, 1);
      Atomics.notify(control, meetings);
      return;
    }
    for (let look = 0; look < patience; look++) if (Atomics.load(control, meetings) !== meeting) return;
    while (Atomics.load(control, meetings) === meeting) {
      if (Atomics.load(control, broken) !== 0) throw new TeamBroken(lines);
      Atomics.wait(control, meetings, meeting, longestSleep);
    }
  };
  return {
    rank,
    size,
    meet,
    same(make) {
      if (rank > 0) {
        meet();
        return received(lines[0]!) as ReturnType<typeof make>;
      }
      const value = make();
      for (const line of lines) line.postMessage(value);
      meet();
      return value;
    },
    gather(value, moved) {
      if (rank > 0) {
        lines[0]!.postMessage(value, moved?.(value) as ArrayBuffer[] | undefined);
        meet();
        return [];
      }
      meet();
      return [value, ...lines.map((line) => received(line) as typeof value)];
    },
  };
}

/** The others stop at their next meeting instead of waiting for ever. */
const breakTeam = (control: Int32Array): void => {
  Atomics.store(control, broken, 1);
};

/** As `breakTeam`, by a member that failed: the first thread learns why, unless it is only that another failed before. */
export function failTeam({ control, lines }: Membership, failure: unknown): void {
  const reason = failure instanceof Error ? failure.message : String(failure);
  if (!(failure instanceof TeamBroken)) lines[0]?.postMessage({ [failed]: reason });
  breakTeam(control);
}

const failed = "a thread of the team has failed";

/** Thrown in those that did not fail themselves. */
class TeamBroken extends Error {
  constructor(lines: readonly MessagePort[]) {
    const [reason] = lines.flatMap(reasonsOn);
    super(reason === undefined ? failed : `${failed}: ${reason}`);
  }
}

/** What was sent before is of no use any more. */
function reasonsOn(line: MessagePort): readonly string[] {
  for (let next = receiveMessageOnPort(line); next !== undefined; next = receiveMessageOnPort(line)) {
    const reason = (next.message as Readonly<Record<string, string>> | null)?.[failed];
    if (reason !== undefined) return [reason];
  }
  return [];
}

function received(line: MessagePort): unknown {
  const message = receiveMessageOnPort(line);
  if (message === undefined) throw new Error("a member of the team sent nothing");
  return message.message;
}
