/** Sends what nobody waits for. An editor that has gone, or cannot answer, is no reason to end: others may be served. */
export function sendUnawaited(send: () => unknown): void {
  void sent(send).catch(() => undefined);
}

/** What is thrown at once is a rejection too. */
const sent = async (send: () => unknown): Promise<unknown> => send();
