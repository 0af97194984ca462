import type { FrontStatus, Route } from "./front.ts";

/** Routes as the front reads them. */
export const routesMessage = (routes: readonly Route[]): string =>
  `${JSON.stringify({ releases: routes.map(({ release, share, backends }) => ({ release: String(release), share, backends })) })}\n`;

/** Routes as they were put down; none where there are none yet. */
export function readRoutes(text: string | undefined): readonly Route[] {
  const read = JSON.parse(text || "{}") as {
    readonly releases?: readonly (Omit<Route, "release"> & { release: string })[];
  };
  return (read.releases ?? []).map(({ release, share, backends }) => ({ release: Number(release), share, backends }));
}

/** What the front prints of itself. */
export const readStatus = (text: string): FrontStatus => JSON.parse(text) as FrontStatus;
