import type { FrontStatus, ReleaseCounts, Route } from "./front.ts";

/** Routes as the front reads them. */
export const routesMessage = (routes: readonly Route[]): string =>
  `${JSON.stringify({ releases: routes.map(({ release, share, backends }) => ({ release: String(release), share, backends })) })}\n`;

/** Routes as they were put down; none where there are none yet. */
export const readRoutes = (text: string | undefined): readonly Route[] =>
  ((JSON.parse(text || "{}") as { readonly releases?: readonly Named<Route>[] }).releases ?? []).map(numbered);

/** What the front prints of itself: more than is asked for here. */
export function readStatus(text: string): FrontStatus {
  const { since, routes, releases } = JSON.parse(text) as Told;
  return {
    since,
    routes: routes.map(numbered),
    releases: releases.map(numbered),
  };
}

interface Told extends Omit<FrontStatus, "routes" | "releases"> {
  readonly routes: readonly Named<Route>[];
  readonly releases: readonly Named<ReleaseCounts>[];
}

/** The front knows releases by a text. */
type Named<T> = Omit<T, "release"> & { readonly release: string };

const numbered = <T>(named: Named<T>): Omit<T, "release"> & { readonly release: number } => ({
  ...named,
  release: Number(named.release),
});
