import { compileCombination } from "../ensemble/combine-answers.ts";
import type { EnsembleModel } from "../ensemble/ensemble-model.ts";
import { underClasses } from "../ensemble/gather-answers.ts";
import type { TablePredictor } from "../learners/learner-context.ts";
import { compileAnswers } from "../model/compile-answers.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { selectColumns } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { allRows } from "../table/take-rows.ts";
import { backgroundTable } from "./background.ts";
import { type ColumnGroups, groupedOrigins, summedByGroup } from "./column-groups.ts";
import { type ColumnOrigin, featureOrigins } from "./column-origins.ts";
import { type Explained, type ExplanationMethod, unexplained } from "./explanation.ts";
import { addsUp, type LearnerShap, learnerShap } from "./learner-shap.ts";
import { compileSamplingShap } from "./sampling-shap.ts";

/** The Shapley values of an ensemble's columns, on the scale of what it answers. */
export interface EnsembleShap {
  readonly method: ExplanationMethod;
  /** Each column once, whichever members read it; and the member whose pipeline tells its value. */
  readonly origins: readonly ColumnOrigin[];
  readonly owners: readonly number[];
  /** Of each class, or of the number. */
  readonly expected: Float64Array;
  /** Rows × origins, from the rows as each member's pipeline leaves them. */
  contributions(outputs: readonly Table[], classOf: (row: number) => number): Float64Array;
}

interface Sampling {
  readonly seed: number;
  readonly orders: number;
}

/**
 * Shapley values of a weighted mean are the weighted mean of Shapley values: exactly where every member's add up to what
 * it answers. Log-odds and learners over members do not mix so: then the whole is explained by sampling.
 */
export function ensembleShap(model: EnsembleModel, sampling: Sampling): Explained<EnsembleShap> {
  const { combination, members } = model;
  return combination.kind === "average" && members.every(addsUp)
    ? additiveShap(model, combination.weights, sampling)
    : sampledShap(model, sampling);
}

function additiveShap(
  { members, classes }: EnsembleModel,
  weights: readonly number[],
  sampling: Sampling,
): Explained<EnsembleShap> {
  const shaps: LearnerShap[] = [];
  for (const member of members) {
    const found = learnerShap(member, sampling);
    if (!found.ok) return found;
    shaps.push(found.value);
  }
  const groups = columnsOfMembers(members, (member) => shaps[member]!.features);
  const outputOf = (member: number, index: number): number => {
    if (shaps[member]!.outputs === 1) return 0;
    return classes.length === 0 ? 0 : members[member]!.classes.indexOf(classes[index]!);
  };
  const expected = Float64Array.from({ length: Math.max(1, classes.length) }, (_, index) =>
    shaps.reduce((sum, { shap }, member) => sum + weights[member]! * shap.expected[outputOf(member, index)]!, 0),
  );
  return {
    ok: true,
    value: {
      ...{ expected, origins: groups.origins, owners: groups.owners },
      method: shaps.map(({ method }) => method).reduce(lessExact),
      contributions(outputs, classOf) {
        const sums = new Float64Array(outputs[0]!.rows * groups.origins.length);
        shaps.forEach(({ shap }, member) => {
          const parts = shap.contributions(outputs[member]!, (row) => outputOf(member, classOf(row)));
          const own = summedByGroup(parts, { origins: groups.origins, groupOf: groups.ofMember[member]! });
          for (let at = 0; at < own.length; at++) sums[at]! += weights[member]! * own[at]!;
        });
        return sums;
      },
    },
  };
}

const methods: readonly ExplanationMethod[] = ["constant", "linear", "tree", "sampling"];
const lessExact = (left: ExplanationMethod, right: ExplanationMethod): ExplanationMethod =>
  methods.indexOf(left) < methods.indexOf(right) ? right : left;

function sampledShap(model: EnsembleModel, { seed, orders }: Sampling): Explained<EnsembleShap> {
  const { members, classes, backgrounds } = model;
  if (backgrounds === undefined) return unexplained("it keeps no rows to compare with; apply again");
  const groups = columnsOfMembers(members, (member) => members[member]!.features);
  const features = members.flatMap((member, at) => member.features.map((name) => memberFeature(at, name)));
  const shap = compileSamplingShap(stackedPredictor(model), {
    ...{ features, seed, orders, playerOf: groups.groupOf, outputs: Math.max(1, classes.length) },
    background: sideBySide(members, backgrounds.map(backgroundTable)),
  });
  return {
    ok: true,
    value: {
      ...{ method: "sampling", expected: shap.expected, origins: groups.origins, owners: groups.owners },
      contributions: (outputs, classOf) => shap.contributions(sideBySide(members, outputs), classOf),
    },
  };
}

const memberFeature = (member: number, name: string): string => `${member} ${name}`;

/** The features of all members in one table. */
function sideBySide(members: readonly TrainedModel[], tables: readonly Table[]): Table {
  const columns = members.flatMap(
    ({ features }, member) =>
      selectColumns(
        tables[member]!,
        features.map((name) => ({ from: name, to: memberFeature(member, name) })),
      ).columns,
  );
  return { rows: tables[0]!.rows, columns };
}

/** What the ensemble answers on such a table. */
function stackedPredictor(model: EnsembleModel): TablePredictor {
  const { members, classes } = model;
  const combine = compileCombination(model);
  const predictors = members.map(compileAnswers);
  return (table) => {
    const every = allRows(table.rows);
    const said = members.map(({ features, classes: own }, member) => {
      const names = features.map((name) => ({ from: memberFeature(member, name), to: name }));
      return underClasses(predictors[member]!(selectColumns(table, names)), own, classes, every);
    });
    return combine(said);
  };
}

interface MemberColumns extends ColumnGroups {
  readonly owners: readonly number[];
  readonly ofMember: readonly (readonly number[])[];
}

/** The columns behind the features of all members: those of one name, made of the same columns, are one. */
function columnsOfMembers(
  members: readonly TrainedModel[],
  featuresOf: (member: number) => readonly string[],
): MemberColumns {
  const found = members.map((member, at) => {
    const known = new Map(featureOrigins(member).map((origin, place) => [member.features[place]!, origin]));
    return featuresOf(at).map((name) => known.get(name) ?? { column: name, from: [], part: -1 });
  });
  const all = found.flat();
  const groups = groupedOrigins(all, ({ column, from, part }) => JSON.stringify([column, part < 0 ? null : from]));
  const memberOf = found.flatMap((origins, member) => origins.map(() => member));
  let next = 0;
  return {
    ...groups,
    owners: groups.origins.map((origin) => memberOf[all.indexOf(origin)]!),
    ofMember: found.map(({ length }) => {
      next += length;
      return groups.groupOf.slice(next - length, next);
    }),
  };
}
