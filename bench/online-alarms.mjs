// Changes that ADWIN and Page–Hinkley find in 500 000 values that do not change, as a monitor sets them. Build first, then:
// node bench/online-alarms.mjs
import { seededRandom } from "@mlopsc/learn";
import { watchOnline } from "../packages/monitor/dist/figures/online-changes.js";

const values = 500_000;
const random = seededRandom(3, "steady");
const streams = {
  "errors, 1 %": ["errors", () => Number(random.next() < 0.01)],
  "errors, 5 %": ["errors", () => Number(random.next() < 0.05)],
  "errors, 20 %": ["errors", () => Number(random.next() < 0.2)],
  "exponential latency": ["latency", () => Math.log(Math.max(0.01, -20 * Math.log(1 - random.next())))],
  "log-normal latency": ["latency", () => 2 + 0.7 * random.normal()],
  "normal predictions": ["prediction", () => random.normal()],
};

for (const [name, [of, draw]] of Object.entries(streams)) {
  const watch = watchOnline(undefined);
  const found = { adwin: 0, page_hinkley: 0 };
  for (let at = 0; at < values; at++) for (const { detector } of watch.take(of, at, draw())) found[detector]++;
  console.log(`${name}: ADWIN ${found.adwin}, Page–Hinkley ${found.page_hinkley}`);
}
