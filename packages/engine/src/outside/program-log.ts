import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a step's programs print: kept in a file, told as it comes, the last lines remembered for messages. */
export interface ProgramLog {
  /** The log of one run; lines of runs at the same time are told apart by a number. */
  run(title: string, hidden: readonly string[]): RunLog;
}

export interface RunLog {
  /** A piece of output, cut anywhere. */
  write(text: string): void;
  /** The last lines; all that was written counts, the last line without an end too. */
  end(): readonly string[];
}

const rememberedLines = 15;
const longestLine = 2000;

/** `.mlopsc/logs/model.churn.search.log` of `model.churn/search`, begun anew with the first run. */
export function openProgramLog(projectFolder: string, address: string, onLine: (line: string) => void): ProgramLog {
  const path = join(projectFolder, ".mlopsc/logs", `${address.replaceAll("/", ".")}.log`);
  let runs = 0;
  return {
    run(title, hidden) {
      if (runs === 0) begin(path);
      const number = ++runs;
      // A piece at a time: a program waits where what it prints is not taken from it.
      const keep = (lines: readonly string[]): void =>
        appendFileSync(path, lines.map((line) => `${number} | ${line}\n`).join(""));
      keep([`$ ${title}`]);
      return createRunLog(hidden, (lines) => {
        keep(lines);
        for (const line of lines) onLine(line);
      });
    },
  };
}

function begin(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
}

/** Lines end with a line feed, or with the carriage return by which progress bars begin anew. */
export function createRunLog(hidden: readonly string[], onLines: (lines: readonly string[]) => void): RunLog {
  const last: string[] = [];
  let begun = "";
  const hide = (line: string): string => hidden.reduce((text, value) => text.replaceAll(value, "***"), line);
  // What is hidden may stand across the place where a line is cut.
  const mostBegun = longestLine + hidden.reduce((most, { length }) => Math.max(most, length), 0);
  const take = (raw: readonly string[]): void => {
    const lines = raw.map((line) => hide(line).slice(0, longestLine).trimEnd()).filter((line) => line !== "");
    if (lines.length === 0) return;
    last.push(...lines.slice(-rememberedLines));
    last.splice(0, last.length - rememberedLines);
    onLines(lines);
  };
  return {
    write(text) {
      const [first = "", ...more] = text.split(/\r\n|\n|\r/);
      const lines = [begun + first, ...more];
      begun = hide(lines.pop() ?? "").slice(0, mostBegun);
      take(lines);
    },
    end() {
      take([begun]);
      begun = "";
      return last;
    },
  };
}
