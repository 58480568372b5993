import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import { isBinaryExpression, isExportDeclaration, isImportDeclaration } from 'typescript/unstable/ast/is';
import type { CodeSize } from '../../analysis/claims/code-size.ts';

/** Each of these adds a branch (McCabe, A Complexity Measure, 1976, counted per decision). */
const BRANCHES: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.IfStatement,
  SyntaxKind.ForStatement,
  SyntaxKind.ForInStatement,
  SyntaxKind.ForOfStatement,
  SyntaxKind.WhileStatement,
  SyntaxKind.DoStatement,
  SyntaxKind.CaseClause,
  SyntaxKind.CatchClause,
  SyntaxKind.ConditionalExpression,
]);
const BRANCHING_OPERATORS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
  SyntaxKind.AmpersandAmpersandEqualsToken,
  SyntaxKind.BarBarEqualsToken,
  SyntaxKind.QuestionQuestionEqualsToken,
]);

function isBranch(node: Node): boolean {
  if (isBinaryExpression(node)) return BRANCHING_OPERATORS.has(node.operatorToken.kind);
  return BRANCHES.has(node.kind);
}

/** Nodes that may contain `//` or `/*` without a comment. */
const TEXTS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
  SyntaxKind.RegularExpressionLiteral,
]);

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Lines (without blank lines and comments) and branches of one parsed file. */
export function codeSize(file: SourceFile): CodeSize {
  const characters = file.text.split('');
  let branches = 0;
  const visit = (node: Node) => {
    if (isBranch(node)) branches++;
    if (TEXTS.has(node.kind)) {
      for (let at = node.getStart(file); at < node.end; at++)
        if (characters[at] !== '\n') characters[at] = 'x';
    }
    node.forEachChild(child => visit(child));
  };
  visit(file);
  const code = characters.join('').replace(COMMENT, '');
  return { lines: code.split('\n').filter(line => line.trim() !== '').length, branches };
}

/** The relative paths that a file imports or re-exports, as written; types included. */
export function importedPaths(file: SourceFile): string[] {
  return file.statements.flatMap(statement => {
    if (!isImportDeclaration(statement) && !isExportDeclaration(statement)) return [];
    const text = statement.moduleSpecifier?.getText(file).slice(1, -1) ?? '';
    return text.startsWith('.') ? [text] : [];
  });
}
