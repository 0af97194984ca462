/** A half-open range of UTF-16 offsets into one file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** 1-based, in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where something stands. `file` is relative to the project's folder, with forward slashes. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

export type Severity = "error" | "warning" | "information";

export interface TextEdit {
  readonly file: string;
  readonly span: Span;
  readonly newText: string;
}

/** A change that can be applied without a person's judgement of anything but the title. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** One thing that is wrong (or worth knowing), as data. Only renderers turn it into text. */
export interface Diagnostic {
  /** `ML` and four digits: 1xxx text, 2xxx names, 3xxx types and checks, 4xxx planning, 5xxx running. Never reused. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Absent for what has no place in a file. */
  readonly place?: Place;
  /** The next step that the reader can take. */
  readonly help?: string;
  readonly fixes: readonly Fix[];
  /** Other places that explain this one ("dropped here"). */
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
}
