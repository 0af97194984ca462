/** A place to deploy to, as a `target` block says it. */
export interface TargetDefinition {
  readonly name: string;
  readonly platform: PlatformDefinition;
  /** 1..65535: where the deployment answers. */
  readonly port: number;
  readonly replicas: number;
  /** The most memory of one replica; absent: not limited. */
  readonly memoryBytes?: number;
}

export type PlatformDefinition =
  /** `host`: `unix:///…` or `tcp://…`; absent: the local engine. */
  /** `registry`: where images are pushed to, `registry.example.org/team`; absent: nowhere. */
  { readonly kind: "docker"; readonly host?: string; readonly registry?: string } | { readonly kind: "process" };

/** How a new release takes over from the one before. */
export type RolloutDefinition =
  | { readonly kind: "recreate" | "blue_green" }
  /** The new one answers `share` (0..1) of the requests for `holdMilliseconds` before the rest follows. */
  | { readonly kind: "canary"; readonly share: number; readonly holdMilliseconds: number };
