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
      const keep = (line: string): void => appendFileSync(path, `${number} | ${line}\n`);
      keep(`$ ${title}`);
      return createRunLog(hidden, (line) => {
        keep(line);
        onLine(line);
      });
    },
  };
}

function begin(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
}

/** Lines end with a line feed, or with the carriage return by which progress bars begin anew. */
export function createRunLog(hidden: readonly string[], onLine: (line: string) => void): RunLog {
  const last: string[] = [];
  let begun = "";
  const take = (raw: string): void => {
    const line = hidden
      .reduce((text, value) => text.replaceAll(value, "***"), raw)
      .slice(0, longestLine)
      .trimEnd();
    if (line === "") return;
    last.push(line);
    if (last.length > rememberedLines) last.shift();
    onLine(line);
  };
  return {
    write(text) {
      const lines = (begun + text).split(/\r\n|\n|\r/);
      begun = lines.pop() ?? "";
      for (const line of lines) take(line);
    },
    end() {
      take(begun);
      begun = "";
      return last;
    },
  };
}
