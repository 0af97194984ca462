/** What a test of "both samples have one distribution" gives. */
export interface TestResult {
  readonly statistic: number;
  /** The chance of a statistic at least as large where both have one distribution. */
  readonly pValue: number;
}
