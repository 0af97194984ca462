/** HTML that is safe to put into a page as it is. Made only by {@link html}, {@link trusted} and {@link join}. */
export interface Markup {
  readonly markup: string;
}

type Inserted = Markup | string | number | undefined | readonly Markup[];

/** A template tag: what is inserted is escaped, unless it is markup already. Undefined inserts nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Inserted[]): Markup {
  let markup = strings[0]!;
  values.forEach((value, index) => {
    markup += textOf(value) + strings[index + 1]!;
  });
  return { markup };
}

/** Markup that a drawing library made, which has escaped its own texts. */
export const trusted = (markup: string): Markup => ({ markup });

export const nothing: Markup = { markup: "" };

export const join = (parts: readonly Markup[], between = ""): Markup => ({
  markup: parts.map((part) => part.markup).join(between),
});

export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

function textOf(value: Inserted): string {
  if (value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return "markup" in value ? value.markup : join(value).markup;
}
