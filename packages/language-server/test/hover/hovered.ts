import { hoverAt } from "../../src/hover/hover-at.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { markedProject } from "../marked-project.ts";

/** What is told at the mark, below the text that it is about; "nothing" where nothing is. */
export function hovered(given: string | Readonly<Record<string, string>>, knowledge?: Knowledge): string {
  const { snapshot, cursors } = markedProject(given, knowledge);
  const hover = hoverAt(snapshot, cursors[0] ?? 0);
  if (hover === null) return "nothing";
  const { span, markdown } = hover;
  return `${snapshot.document.getText().slice(span.start, span.end)}\n—\n${markdown}`;
}

export const customers = `## CRM extract, one row per customer.
dataset customers {
  source = csv("customers.csv")
  key    = customer_id
  schema {
    customer_id  id
    age          int?  in 18..120
    email        text  pii
    spend        number
    churned      bool
  }
}
`;

export const features = `transform features {
  from customers
  drop email
  derive rich = spend > 100
  split test 20%
  impute age with median
}
`;
