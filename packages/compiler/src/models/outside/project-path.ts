/** A path inside the project in its one form, `lib/train.py`; null where it is absolute, or leads out of the project. */
export function projectPath(path: string): string | null {
  if (/^([/\\~]|[A-Za-z]:)/.test(path) || path.includes("\\")) return null;
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 0 || parts.includes("..") ? null : parts.join("/");
}

/** Endings of files that a command line would name; a word like `pandas.io` is no file. */
const endings =
  /\.(py|pyz|r|jl|js|mjs|cjs|ts|mts|sh|bash|rb|pl|lua|jar|ipynb|json|jsonl|ya?ml|toml|ini|cfg|conf|txt|csv|parquet|pkl|joblib|onnx|pt|bin|exe)$/i;

/** The words of a command that stand for files of the project: `train.py`, `./run`, but no options and no programs. */
export const namedFiles = (words: readonly string[]): readonly string[] =>
  words.filter(
    (word, at) => (at === 0 ? /^\.\//.test(word) || word.includes("/") : !word.startsWith("-")) && isFile(word),
  );

const isFile = (word: string): boolean => endings.test(word) || /^\.\//.test(word);
