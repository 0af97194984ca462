export declare function generated(tables: {
  readonly vocabulary: unknown;
  readonly grammar: unknown;
  readonly codes: unknown;
}): Map<string, string>;
