import type { Backend } from "./backend.ts";

/** One that is down is asked at every turn, one that is up at every eighth. */
const turnMilliseconds = 125;
const turnsWhileUp = 8;
const patienceMilliseconds = 2000;

/** Keeps asking /readyz of backends: whether requests may be sent there. `cameUp` is called when one may again. */
export function watchHealth(backends: () => readonly Backend[], cameUp: () => void): { stop(): void } {
  const asked = new Set<Backend>();
  let turn = 0;
  const timer = setInterval(() => {
    turn++;
    for (const backend of backends()) {
      if (asked.has(backend) || (backend.isUp && turn % turnsWhileUp !== 0)) continue;
      asked.add(backend);
      void isReady(backend).then((ready) => {
        asked.delete(backend);
        const wasUp = backend.isUp;
        backend.isUp = ready;
        if (ready && !wasUp) cameUp();
      });
    }
  }, turnMilliseconds);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** One that has no time for the question, and answers others, is busy and not down. */
async function isReady(backend: Backend): Promise<boolean> {
  const asked = backend
    .send({ method: "GET", path: "/readyz", headers: [], body: null })
    .then(({ status }) => status < 300)
    .catch(() => false);
  const late = new Promise<"late">((resolve) => setTimeout(resolve, patienceMilliseconds, "late").unref());
  const said = await Promise.race([asked, late]);
  return said === "late" ? performance.now() - backend.answeredAt < patienceMilliseconds : said;
}
