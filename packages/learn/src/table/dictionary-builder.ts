/** Gives each distinct text a code, in order of first use. */
export interface DictionaryBuilder {
  readonly dictionary: readonly string[];
  codeOf(text: string): number;
}

export function dictionaryBuilder(start: readonly string[] = []): DictionaryBuilder {
  const dictionary = [...start];
  const codes = new Map<string, number>();
  for (const [code, text] of dictionary.entries()) codes.set(text, code);
  return {
    dictionary,
    codeOf: (text) => {
      const known = codes.get(text);
      if (known !== undefined) return known;
      const code = dictionary.length;
      codes.set(text, code);
      dictionary.push(text);
      return code;
    },
  };
}
