import { Lexer } from "chevrotain";
import { expect, it } from "vitest";
import { validateRules } from "../src/member-parser.ts";
import { lexerOptions, tokenTypes } from "../src/tokens.ts";

it("has no ambiguous, unreachable or left-recursive rule", () => {
  expect(validateRules).not.toThrow();
});

it("has no token that another hides", () => {
  expect(new Lexer([...tokenTypes], { ...lexerOptions, skipValidations: false }).lexerDefinitionErrors).toEqual([]);
});
