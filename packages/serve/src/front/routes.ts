/** A release's part of the traffic. */
export interface Route {
  readonly release: string;
  /** Of all requests; shares are taken in proportion to their sum. */
  readonly share: number;
  /** `HOST:PORT` of its replicas. */
  readonly backends: readonly string[];
}

/** Where the front sends requests. Without a release it holds them until it is told of one. */
export interface Routes {
  readonly releases: readonly Route[];
}

/** The routes in a JSON value, or what is wrong with it. */
export function parseRoutes(value: unknown): Routes | string {
  const { releases } = (value ?? {}) as { readonly releases?: unknown };
  if (!Array.isArray(releases)) return "releases must be a list";
  const routes: Route[] = [];
  for (const [place, each] of releases.entries()) {
    const route = parseRoute(each);
    if (typeof route === "string") return `releases[${place}]: ${route}`;
    if (routes.some(({ release }) => release === route.release)) return `release ${route.release} is named twice`;
    routes.push(route);
  }
  if (routes.length > 0 && routes.every(({ share }) => share === 0)) return "every share is 0";
  return { releases: routes };
}

function parseRoute(value: unknown): Route | string {
  const { release, share, backends } = (value ?? {}) as { readonly [Field in keyof Route]?: unknown };
  if (typeof release !== "string" || !/^[\w.@:-]{1,100}$/.test(release)) return "release must be a short text";
  if (typeof share !== "number" || !Number.isFinite(share) || share < 0) return "share must be a number from 0 to 1";
  if (!Array.isArray(backends) || backends.length === 0) return "backends must be a list of HOST:PORT";
  const wrong = backends.find((backend) => !isAddress(backend));
  if (wrong !== undefined) return `${JSON.stringify(wrong)} is not HOST:PORT`;
  return { release, share, backends: [...new Set(backends as string[])] };
}

function isAddress(value: unknown): boolean {
  const port = typeof value === "string" ? /^(?:[\w.-]+|\[[\da-fA-F:.]+\]):(\d{1,5})$/.exec(value)?.[1] : undefined;
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}
