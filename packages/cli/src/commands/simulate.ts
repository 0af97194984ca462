import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type ReplayRound, replay } from "@mlopsc/engine";
import { exitCode, UsageError } from "../exit-code.ts";
import { actServices } from "../operations/act-services.ts";
import { drawReplay } from "../operations/draw-replay.ts";
import { setupOf } from "../operations/monitors.ts";
import { roundText } from "../operations/round-text.ts";
import { desiredOrStop } from "../project/desired-or-stop.ts";
import { projectOption } from "../project/open-state.ts";
import { withEngine } from "../project/with-engine.ts";
import { Stopped } from "../stopped.ts";
import { counted } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type CommandRun, type Options, textOperand, textOption } from "./command.ts";
import { formatOption } from "./format-option.ts";

export const simulate: CommandRun = async (terminal, operands, options) => {
  const format = formatOption(options, ["text", "json"]);
  const name = textOperand(operands, 0) ?? "";
  const from = dayOption(options, "from");
  if (from === undefined) throw new UsageError("--from is wanted: the day with which the replay begins, 2020-01-01.");
  const to = dayOption(options, "to");
  const time = textOption(options, "time");
  const request = {
    ...{ monitor: name, from, speed: speedOption(options) },
    ...(to === undefined ? {} : { to }),
    ...(time === undefined ? {} : { time }),
  };
  const project = projectOption(terminal, options);
  const { desired } = await desiredOrStop(project, options, terminal);
  return withEngine(project, async (engine) => {
    await setupOf(engine, name);
    const rounds: ReplayRound[] = [];
    const replayed = await replay(request, desired, actServices(engine, project, options, terminal), (round) => {
      rounds.push(round);
      terminal.out(format === "json" ? jsonLine(round) : roundText(round.watched, terminal));
    });
    if (!replayed.ok) throw new Stopped(replayed.problems);
    if (format === "text") terminal.out(closing(rounds, terminal));
    const picture = textOption(options, "picture");
    if (picture !== undefined) writeFileSync(resolve(terminal.folder, picture), await drawReplay(rounds));
    return terminal.signal.aborted ? exitCode.interrupted : exitCode.success;
  });
};

function jsonLine({ now, requests, failed, refused, watched: { look, acted } }: ReplayRound): string {
  const windows = look.windows.map(({ record, live }) => ({ record, live }));
  const counts = { requests, failed, refused };
  return `${JSON.stringify({ now: new Date(now).toISOString(), ...counts, windows, events: look.events, acted })}\n`;
}

function closing(rounds: readonly ReplayRound[], { colours }: Terminal): string {
  const sum = (of: (round: ReplayRound) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  const fired = sum(({ watched }) => watched.look.events.filter(({ kind }) => kind === "firing").length);
  const failed = sum((round) => round.failed);
  const refused = sum((round) => round.refused);
  const requests = counted(
    sum((round) => round.requests),
    "request",
  );
  return `\n${colours.bold("Replayed.")} ${requests}, ${failed} failed${refused > 0 ? `, ${refused} refused` : ""}; ${counted(fired, "alert")} fired.\n`;
}

function dayOption(options: Options, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new UsageError(`--${name} wants a day like 2020-01-01, not "${text}".`);
  return time;
}

function speedOption(options: Options): number {
  const text = textOption(options, "speed");
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const speed = Number(text.replace(/x$/, ""));
  if (!(speed > 0)) throw new UsageError(`--speed wants a factor like 10000x, not "${text}".`);
  return speed;
}
