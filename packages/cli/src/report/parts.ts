import { html, type Markup, nothing, trusted } from "./markup.ts";

/** A figure with the words that say what is seen and how to read it. */
export const figure = (drawing: Markup, title: string, caption: Markup): Markup =>
  html`<figure>${drawing}<figcaption><b>${title}</b> ${caption}</figcaption></figure>`;

export interface TableColumn {
  readonly heading: string;
  readonly numeric?: true;
}

/** A table that scrolls by itself where the page is narrow; its caption, which does not, names it to screen readers. Its first column heads the rows. */
export function table(caption: Markup, columns: readonly TableColumn[], rows: readonly (readonly Markup[])[]): Markup {
  const style = (index: number): Markup => (columns[index]?.numeric ? html` class="n"` : nothing);
  const heads = columns.map(({ heading }, index) => html`<th scope="col"${style(index)}>${heading}</th>`);
  const body = rows.map((cells) => {
    const filled = cells.map((cell, index) =>
      index === 0 ? html`<th scope="row">${cell}</th>` : html`<td${style(index)}>${cell}</td>`,
    );
    return html`<tr>${filled}</tr>\n`;
  });
  return html`<p class="caption">${caption}</p><div class="scroll" tabindex="0" role="region" aria-label="${plain(caption)}"><table aria-label="${plain(caption)}"><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** The words of a caption, for an attribute. */
const plain = ({ markup }: Markup): Markup => trusted(markup.replace(/<[^>]*>/g, "").replaceAll("\n", " "));

/** A short list of facts: term and value. */
export const facts = (entries: readonly (readonly [string, Markup] | undefined)[]): Markup =>
  html`<dl class="facts">${entries.flatMap((entry) =>
    entry === undefined ? [] : [html`<div><dt>${entry[0]}</dt><dd>${entry[1]}</dd></div>`],
  )}</dl>`;

/** A verdict in word and sign, so that it does not hang on its colour. */
export function verdict(kind: "good" | "bad" | "note", word: string): Markup {
  const sign = { good: "✓", bad: "✗", note: "!" }[kind];
  return html`<span class="verdict ${kind}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}

export const code = (text: string): Markup => html`<code>${text}</code>`;
export const text = (words: string): Markup => html`${words}`;
export const documentation = (words: string | undefined): Markup =>
  words === undefined ? nothing : html`<p class="doc">${words}</p>`;

/** An id that a link can name, made of any text. */
export const anchor = (...parts: readonly string[]): string =>
  parts.map((part) => part.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")).join("-");
