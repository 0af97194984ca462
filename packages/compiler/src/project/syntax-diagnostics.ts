import type { Diagnostic } from "@mlopsc/diagnostics";
import type { FileSyntax, SyntaxProblem } from "@mlopsc/grammar";

/** What the parser found in a file, with absolute places. */
export function syntaxDiagnostics({ path, blocks, problems }: FileSyntax): readonly Diagnostic[] {
  return [
    ...problems.map((problem) => placed(problem, path, 0)),
    ...blocks.flatMap(({ block, offset }) => block.problems.map((problem) => placed(problem, path, offset))),
  ];
}

function placed({ span, diagnostic, fixes }: SyntaxProblem, file: string, offset: number): Diagnostic {
  const moved = ({ start, end }: SyntaxProblem["span"]): SyntaxProblem["span"] => ({
    start: start + offset,
    end: end + offset,
  });
  return {
    ...diagnostic,
    place: { file, span: moved(span) },
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ file, span: moved(edit.span), newText: edit.newText })),
    })),
  };
}
