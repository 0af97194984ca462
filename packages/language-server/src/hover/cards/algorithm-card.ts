import { domainText } from "@mlopsc/compiler";
import type { Word } from "@mlopsc/grammar";
import { type AlgorithmName, algorithmEntry, type HyperParameter, type Task } from "@mlopsc/vocabulary";
import { type Card, cardOf, facts, type PlacedCard } from "../card.ts";

/** A learner: its tasks, what it takes, its hyper-parameters. */
export function algorithmCard(name: AlgorithmName): Card {
  const { documentation, tasks, categories, missing, scaled, monotone, parameters } = algorithmEntry(name);
  const takes = facts(
    categories ? "takes categories" : "wants categories encoded",
    missing ? "takes missing values" : "wants missing values imputed",
    scaled ? "wants columns scaled" : null,
    monotone ? "can be held to rise or fall" : null,
  );
  const list = Object.entries(parameters).map(([each, parameter]) => `- ${parameterLine(each, parameter)}`);
  return cardOf(`algorithm ${name}`, documentation, tasksText(tasks), takes, list.join("\n"));
}

/** A hyper-parameter, of those of the algorithms that have it; null where none has. */
export function hyperParameterCard(word: Word, owners: readonly AlgorithmName[]): PlacedCard | null {
  const having = owners.flatMap((owner) => {
    const { parameters } = algorithmEntry(owner);
    const parameter = Object.hasOwn(parameters, word.text) ? parameters[word.text] : undefined;
    return parameter === undefined ? [] : [{ owner, parameter }];
  });
  const [first] = having;
  if (first === undefined) return null;
  const { documentation, domain } = first.parameter;
  const others = having.slice(1).filter(({ parameter }) => defaultOf(parameter) !== defaultOf(first.parameter));
  const defaults =
    others.length === 0
      ? `default \`${defaultOf(first.parameter)}\``
      : `default ${having.map(({ owner, parameter }) => `\`${defaultOf(parameter)}\` of ${owner}`).join(", ")}`;
  const said = facts(domainText(domain), defaults);
  const tasks = first.parameter.tasks;
  return {
    card: cardOf(`${word.text}: ${kindOf(first.parameter)}`, documentation, said, tasks && tasksText(tasks)),
    span: word.span,
  };
}

const parameterLine = (name: string, parameter: HyperParameter): string =>
  `\`${name}\` ${domainText(parameter.domain)}, default \`${defaultOf(parameter)}\``;

const defaultOf = ({ default: value }: HyperParameter): string => (value === null ? "none" : String(value));

const kindOf = ({ domain }: HyperParameter): string =>
  domain.kind === "choice" ? domain.values.map(String).join(" | ") : domain.kind;

const taskNames: Readonly<Record<Task, string>> = {
  regression: "regression",
  binary: "two classes",
  multiclass: "several classes",
};

export const tasksText = (tasks: readonly Task[]): string => `for ${tasks.map((task) => taskNames[task]).join(", ")}`;
