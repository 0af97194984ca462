import { alertLoosened } from "./alert-loosened.ts";
import { alertMuted } from "./alert-muted.ts";
import { alertRemoved } from "./alert-removed.ts";
import { anonymisingRemoved } from "./anonymising-removed.ts";
import { baselineWeakened } from "./baseline-weakened.ts";
import { channelRedirected } from "./channel-redirected.ts";
import { checkLoosened } from "./check-loosened.ts";
import { commandChanged } from "./command-changed.ts";
import { costsChanged } from "./costs-changed.ts";
import { decisionsChanged } from "./decisions-changed.ts";
import { directionDropped } from "./direction-dropped.ts";
import { expectationLoosened } from "./expectation-loosened.ts";
import { filterEdited } from "./filter-edited.ts";
import { gateLoosened } from "./gate-loosened.ts";
import { horizonShortened } from "./horizon-shortened.ts";
import { monitorWeakened } from "./monitor-weakened.ts";
import { personalFeature } from "./personal-feature.ts";
import { personalMarkRemoved } from "./personal-mark-removed.ts";
import { rolloutBolder } from "./rollout-bolder.ts";
import type { Rule } from "./rule.ts";
import { seedChanged } from "./seed-changed.ts";
import { servedModelChanged } from "./served-model-changed.ts";
import { slicesDropped } from "./slices-dropped.ts";
import { targetWeakened } from "./target-weakened.ts";
import { testPartWeakened } from "./test-part-weakened.ts";
import { validationWeakened } from "./validation-weakened.ts";
import { wayShortened } from "./way-shortened.ts";

/** All that is told as a risk, gravest first: what may harm people, then what lets a worse model through, then what hides it. */
export const rules: readonly Rule[] = [
  personalFeature,
  personalMarkRemoved,
  anonymisingRemoved,
  commandChanged,
  testPartWeakened,
  filterEdited,
  seedChanged,
  horizonShortened,
  gateLoosened,
  slicesDropped,
  baselineWeakened,
  costsChanged,
  decisionsChanged,
  directionDropped,
  validationWeakened,
  expectationLoosened,
  alertRemoved,
  alertLoosened,
  alertMuted,
  monitorWeakened,
  channelRedirected,
  wayShortened,
  checkLoosened,
  rolloutBolder,
  servedModelChanged,
  targetWeakened,
];
