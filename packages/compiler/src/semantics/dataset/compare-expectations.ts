import { codes, type Span } from "@mlopsc/diagnostics";
import type { Expectation } from "@mlopsc/plan";
import type { Declaration } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import type { WrittenExpectation } from "./read-expectation.ts";

/** An expectation with the part of the block that asks for it. */
export interface PlacedExpectation {
  readonly expectation: Expectation;
  readonly span: Span;
}

/**
 * All that is expected: the schema's claims, then what is written. What is written takes the place of a claim that says
 * the same. Reports expectations that stand twice, or that no data can meet together.
 */
export function compareExpectations(
  claims: readonly PlacedExpectation[],
  written: readonly WrittenExpectation[],
  declaration: Declaration,
  reporter: Reporter,
): readonly PlacedExpectation[] {
  if (written.length === 0) return claims;
  const said = new Set(written.map(({ expectation }) => testText(expectation)));
  const before: PlacedExpectation[] = claims.filter((claim) => !said.has(testText(claim.expectation)));
  const seen = new Set<string>();
  for (const { expectation, syntax } of written) {
    const { source } = expectation;
    const text = testText(expectation);
    const against = before.find((other) => contradicts(other.expectation, expectation));
    if (seen.has(text)) reporter.report(declaration, syntax.span, codes.repeatedExpectation, { source });
    else if (against !== undefined) {
      const parameters = { source, other: against.expectation.source };
      reporter.report(declaration, syntax.span, codes.contradictoryExpectations, parameters);
    }
    seen.add(text);
    before.push({ expectation, span: syntax.span });
  }
  return before;
}

/** What is tested, as a text: equal for equal tests. */
function testText(expectation: Expectation): string {
  if (expectation.test === "unique") return `unique ${expectation.columns.join("\n")}`;
  if (expectation.test === "row") return JSON.stringify(expectation.condition);
  const { measure, column, operator, bound } = expectation;
  return `${measure} ${column ?? ""} ${operator} ${bound}`;
}

function contradicts(left: Expectation, right: Expectation): boolean {
  if (left.test !== "measure" || right.test !== "measure") return false;
  if (left.measure !== right.measure || left.column !== right.column) return false;
  const [a, b] = [allowed(left), allowed(right)];
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  return low > high || (low === high && (a.open(low) || b.open(low)));
}

/** The values that a test lets pass: an interval, whose ends may be out. */
function allowed({ operator, bound }: Extract<Expectation, { test: "measure" }>): {
  readonly low: number;
  readonly high: number;
  readonly open: (value: number) => boolean;
} {
  const strict = operator === "<" || operator === ">";
  return {
    low: operator === ">" || operator === ">=" || operator === "==" ? bound : Number.NEGATIVE_INFINITY,
    high: operator === "<" || operator === "<=" || operator === "==" ? bound : Number.POSITIVE_INFINITY,
    open: (value) => strict && value === bound,
  };
}
