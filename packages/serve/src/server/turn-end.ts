/** Does what it is given at the end of the turn of the event loop, all of it at once. */
export function turnEnd(): (act: () => void) => void {
  let waiting: (() => void)[] = [];
  const actAll = (): void => {
    const acts = waiting;
    waiting = [];
    for (const act of acts) act();
  };
  return (act) => {
    if (waiting.length === 0) setImmediate(actAll);
    waiting.push(act);
  };
}
