import type { Outcome, Platform } from "@mlopsc/deploy";
import type { PlatformDefinition } from "@mlopsc/vocabulary";
import type { ServePrograms } from "./serve-programs.ts";

/** What bringing a model to a target needs beside the registry. */
export interface DeploymentServices {
  platform(definition: PlatformDefinition): Promise<Outcome<Platform>>;
  programs(): ServePrograms;
  /** Who is written into the history. */
  readonly who: string;
  /** Addresses of steps that a person let pass: see `mlopsc promote`. */
  readonly approved: ReadonlySet<string>;
}
