import type { IToken, ParserMethod } from "chevrotain";
import { ExpressionParser } from "./expression-parser.ts";
import type { AssignmentSyntax, ClauseSyntax, ExpressionSyntax, ValueSyntax } from "./syntax-tree.ts";
import { startsOperand, wordOf } from "./token-words.ts";
import * as t from "./tokens.ts";
import { flagClauses } from "./words.ts";

/** The rules for values with their clauses, and for what steps are given. Members build on them. */
export class ClauseParser extends ExpressionParser {
  /** An operand or an assignment of a step. */
  protected entry: ParserMethod<[ExpressionSyntax[], AssignmentSyntax[]], void> = this.RULE(
    "entry",
    (operands: ExpressionSyntax[], assignments: AssignmentSyntax[]) => {
      this.OR([
        { ALT: () => this.keep(assignments, this.SUBRULE(this.assignment)) },
        { ALT: () => this.keep(operands, this.SUBRULE(this.expression)) },
      ]);
    },
  );
  private keep<T>(list: T[], item: T): void {
    if (!this.RECORDING_PHASE) list.push(item);
  }

  protected assignment: ParserMethod<[], AssignmentSyntax> = this.RULE("assignment", (): AssignmentSyntax => {
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Assign);
    const value = this.SUBRULE(this.expression);
    return { name: wordOf(name), value };
  });

  protected value: ParserMethod<[], ValueSyntax> = this.RULE("value", (): ValueSyntax => {
    const clauses: ClauseSyntax[] = [];
    const expression = this.SUBRULE(this.expression);
    this.MANY(() => clauses.push(this.SUBRULE(this.clause)));
    return { expression, clauses, span: { start: expression?.span?.start ?? 0, end: this.reached() } };
  });

  protected clause: ParserMethod<[], ClauseSyntax> = this.RULE("clause", (): ClauseSyntax => {
    const values: ExpressionSyntax[] = [];
    const assignments: AssignmentSyntax[] = [];
    let second: IToken | null = null;
    const word = this.CONSUME(t.Name);
    this.OPTION({
      GATE: () => word.image === "by" && this.isWord("time") && startsOperand(this.LA(2)),
      DEF: () => {
        second = this.CONSUME2(t.Name);
      },
    });
    this.OPTION2({
      GATE: () => !flagClauses.has(word.image),
      DEF: () => {
        this.SUBRULE(this.entry, { ARGS: [values, assignments] });
        this.MANY(() => {
          this.CONSUME(t.Comma);
          this.SUBRULE2(this.entry, { ARGS: [values, assignments] });
        });
      },
    });
    return this.RECORDING_PHASE ? (undefined as never) : this.clauseOf(word, second, values, assignments);
  });
}
