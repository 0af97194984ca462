import { expect, test } from "vitest";
import { drawTimeline } from "./draw-timeline.ts";
import { comparison, hour, minute, sampleAlert } from "./sample-alert.ts";

const drawn = (timeline: string) => expect(`\n${timeline}\n`);

test("without `for` the first window fires, and the first without it resolves", () => {
  drawn(drawTimeline(sampleAlert({ cooldownMilliseconds: 0 }), [0.5, 0.8, 0.9, 0.6, 0.5, 0.8], hour)).toBe(`
figure   0.5 0.8 0.9 0.6 0.5 0.8
state      .   F   F   r   r   F
told           !       *       !
`);
});

test("`for 2h` needs two windows in a row, to begin and to end", () => {
  const alert = sampleAlert({ forMilliseconds: 2 * hour, untilMilliseconds: 2 * hour });
  drawn(drawTimeline(alert, [0.8, 0.5, 0.8, 0.8, 0.5, 0.8, 0.5, 0.5, 0.5], hour)).toBe(`
figure   0.8 0.5 0.8 0.8 0.5 0.8 0.5 0.5 0.5
state      p   .   p   F   F   F   F   r   r
told                   !               *
`);
});

test("what is not judged neither fires nor resolves, and counts for neither", () => {
  const alert = sampleAlert({ forMilliseconds: 2 * hour, untilMilliseconds: 2 * hour });
  drawn(drawTimeline(alert, [0.8, "?", "?", 0.8, "?", 0.5, "?", 0.5, "?"], hour)).toBe(`
figure   0.8   ?   ? 0.8   ? 0.5   ? 0.5   ?
state      p   p   p   F   F   F   F   r   r
told                   !               *
`);
});

test("between two bounds an incident goes on, and none begins", () => {
  const alert = sampleAlert({ until: comparison("drift.auc", "<", 0.7) });
  drawn(drawTimeline(alert, [0.72, 0.76, 0.72, 0.74, 0.76, 0.69, 0.72], hour)).toBe(`
figure   0.72 0.76 0.72 0.74 0.76 0.69 0.72
state       .    F    F    F    F    r    r
told             !                   *
`);
});

test("in the cool-down nobody is told of a new incident, unless it outlasts it", () => {
  const alert = sampleAlert({ cooldownMilliseconds: 3 * hour });
  drawn(drawTimeline(alert, [0.8, 0.5, 0.8, 0.5, 0.8, 0.8, 0.8, 0.5], hour)).toBe(`
figure   0.8 0.5 0.8 0.5 0.8 0.8 0.8 0.5
state      F   r   F   r   F   F   F   r
told       !   *           !           *
`);
  drawn(drawTimeline(alert, [0.8, 0.5, 0.8, 0.8, 0.8, 0.5], hour)).toBe(`
figure   0.8 0.5 0.8 0.8 0.8 0.5
state      F   r   F   F   F   r
told       !   *           !   *
`);
});

test("with `repeat` an incident is told again while it lasts, also where windows are not judged", () => {
  const alert = sampleAlert({ repeatMilliseconds: 2 * hour });
  drawn(drawTimeline(alert, [0.8, 0.8, 0.8, "?", "?", 0.8, 0.5, 0.5], hour)).toBe(`
figure   0.8 0.8 0.8   ?   ? 0.8 0.5 0.5
state      F   F   F   F   F   F   r   r
told       !       +       +       *
`);
});

test("a figure of the service, over `for`, fires at once and resolves after as long", () => {
  const silent = sampleAlert({
    ...{ when: comparison("requests", "<", 1), overMilliseconds: 3 * minute, untilMilliseconds: 3 * minute },
  });
  drawn(drawTimeline(silent, [2, 0.9, 0.8, 1.1, 0.9, 2, 2, 2, 2], minute, "service")).toBe(`
figure     2 0.9 0.8 1.1 0.9   2   2   2   2
state      .   F   F   F   F   F   F   r   r
told           !                       *
`);
});
