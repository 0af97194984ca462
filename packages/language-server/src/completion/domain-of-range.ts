/** The values between two ends, either of which may be infinite; null where both are. */
export function domainOfRange({ low, high }: { readonly low?: number; readonly high?: number }): string | null {
  if (low === undefined) return high === undefined ? null : `up to ${high}`;
  return high === undefined ? `from ${low}` : `${low}..${high}`;
}
