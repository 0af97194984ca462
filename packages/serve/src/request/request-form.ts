import { jsonPointer } from "./json-pointer.ts";
import type { RecordRoot } from "./record-reader.ts";
import type { RequestProblem } from "./request-problem.ts";

/** The records of a body, and where in it they stand; the answer mirrors `root.single`. */
export interface RequestForm {
  readonly records: readonly unknown[];
  readonly root: RecordRoot;
}

const single: RecordRoot = { steps: [], single: true };
const inArray: RecordRoot = { steps: [], single: false };
const underRecords: RecordRoot = { steps: ["records"], single: false };

/**
 * One record as an object, or many as an array or under `records`. No column holds an array, so an object whose `records`
 * is one is never a record.
 */
export function requestForm(body: unknown, limit: number): RequestForm | readonly RequestProblem[] {
  if (Array.isArray(body)) return withinLimit({ records: body, root: inArray }, limit);
  if (typeof body === "object" && body !== null && "records" in body && Array.isArray(body.records)) {
    const extra = Object.keys(body).find((name) => name !== "records");
    if (extra !== undefined) return [unexpectedBeside(extra)];
    return withinLimit({ records: body.records, root: underRecords }, limit);
  }
  return { records: [body], root: single };
}

export const isRequestForm = (form: RequestForm | readonly RequestProblem[]): form is RequestForm => "root" in form;

function withinLimit(form: RequestForm, limit: number): RequestForm | readonly RequestProblem[] {
  if (form.records.length <= limit) return form;
  const expected = `at most ${limit} records`;
  const message = `must be ${expected} in one request, got ${form.records.length}`;
  return [{ path: jsonPointer(form.root.steps), code: "too_many", message, expected }];
}

const unexpectedBeside = (name: string): RequestProblem => ({
  path: jsonPointer([name.slice(0, 60)]),
  code: "unexpected",
  message: "nothing may stand beside records",
});
