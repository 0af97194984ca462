import { dirname, relative, sep } from "node:path";

/** How far up a relative path may go before an absolute one is plainer. */
const mostUp = 3;

/**
 * How a spec names a data file: relative to the project where the file lies in it; else by a `param` that holds the
 * file's folder, so that it can lie elsewhere on another machine. An existing project gets no new `param`.
 */
export function placeOfData(
  project: string,
  file: string,
  mayAddParameter: boolean,
): { readonly path: { readonly parameter: boolean; readonly text: string }; readonly data?: string } {
  const path = forward(relative(project, file));
  if (!path.startsWith("../") && !isAbsolutePath(path)) return { path: { parameter: false, text: path } };
  const ups = path.split("/").filter((part) => part === "..").length;
  const shown = ups > mostUp ? forward(file) : path;
  if (!mayAddParameter) return { path: { parameter: false, text: shown } };
  return { path: { parameter: true, text: shown.slice(shown.lastIndexOf("/") + 1) }, data: forward(dirname(shown)) };
}

const forward = (path: string): string => path.split(sep).join("/");
const isAbsolutePath = (path: string): boolean => path.startsWith("/") || /^[A-Za-z]:/.test(path);
