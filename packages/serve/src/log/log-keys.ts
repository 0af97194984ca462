import type { StoredModel } from "@mlopsc/learn";
import { requestColumns } from "../request/request-columns.ts";

/**
 * Those of the names that are not logged anyhow as a column of the request. A personal column cannot be a key: `personal` names
 * the first that was asked for.
 */
export function logKeys(
  model: StoredModel,
  names: readonly string[],
): { readonly keys: readonly string[]; readonly personal?: string } {
  const columns = new Map(requestColumns(model).map(({ name, type }) => [name, type]));
  const personal = names.find((name) => columns.get(name)?.pii === true);
  const keys = [...new Set(names)].filter((name) => !columns.has(name));
  return personal === undefined ? { keys } : { keys, personal };
}
