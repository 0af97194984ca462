/** Watches a mean, value by value. */
export interface OnlineDetector<State> {
  /** Takes in the next value; whether the mean is found to have moved. */
  update(value: number): boolean;
  /** All that is needed to go on later. */
  state(): State;
}
