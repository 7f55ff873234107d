/** Texts that stand in code as they are, so that no other language has them. Found by the syntax tree. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export interface Literal {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const FILES = ["shared/**/*.ts", "renderer/**/*.{ts,tsx}", "electron/**/*.ts"];

/** English in every language: why, by the beginning of the path. */
export const ENGLISH_FILES: readonly (readonly [path: string, why: string])[] = [
  ["shared/pci/capabilities/", "names of registers and fields; explanations have shared/pci/chinese"],
  ["shared/pci/header/", "the same"],
  ["shared/pci/chinese/", "the Chinese of explanations"],
  ["shared/pci/lspci/", "lspci's text"],
  ["shared/words/", "where texts are declared"],
  ["renderer/words/", "the same"],
  ["electron/host/simulated/", "what a kernel writes"],
  ["electron/host/strerror.ts", "errno as libc says it"],
  ["electron/services/log/", "the log"],
];

/** Properties and arguments whose text nobody reads in the product: documentation, names of tests, the log. */
const UNREAD_PROPERTIES = new Set([
  "about",
  "source",
  "provenBy",
  "noCase",
  "key",
  "className",
  "data-testid",
  "testId",
]);
/** Functions whose arguments are no texts of the product. */
const UNREAD_CALLS = /^(?:console\.\w+|log\.\w+|.*\.log\.\w+|RegExp|describe|z\.\w+.*|messages|new Error|Error)$/;

/** Two words at least, of which one begins in lower case; or one capitalised word in a place that is shown. */
const READS_AS_LANGUAGE = /[A-Za-z][a-z’']+[,:;]? [a-z]|[a-z]{2,} [A-Za-z]/;
const ONE_WORD = /^[A-Z][a-z]{2,}…?$/;
const SHOWN_ATTRIBUTES = new Set(["title", "label", "placeholder", "aria-label", "alt", "text", "hint", "copyLabel"]);

function isUnread(node: ts.Node): boolean {
  for (let at: ts.Node = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isTypeNode(parent)) return true;
    if (ts.isPropertyAssignment(parent) && parent.initializer === at) {
      if (UNREAD_PROPERTIES.has(parent.name.getText().replaceAll('"', ""))) return true;
    }
    if (ts.isJsxAttribute(parent) && UNREAD_PROPERTIES.has(parent.name.getText())) return true;
    if (ts.isCallExpression(parent) && parent.expression !== at && UNREAD_CALLS.test(parent.expression.getText()))
      return true;
    if (ts.isNewExpression(parent) && parent.expression !== at && parent.expression.getText() === "Error") return true;
    if (ts.isBinaryExpression(parent) && /^[=!]==$/.test(parent.operatorToken.getText())) return true;
    if (ts.isCaseClause(parent) && parent.expression === at) return true;
    if (ts.isStatement(parent)) return false;
  }
  return false;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join("");
  }
  return ts.isJsxText(node) ? node.text.trim() : null;
}

function isShown(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return true;
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) return SHOWN_ATTRIBUTES.has(parent.name.getText());
  return ts.isPropertyAssignment(parent) && SHOWN_ATTRIBUTES.has(parent.name.getText().replaceAll('"', ""));
}

function literalsOf(file: string, source: string): Literal[] {
  const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== null && (READS_AS_LANGUAGE.test(text) || (isShown(node) && ONE_WORD.test(text))) && !isUnread(node)) {
      found.push({ file, line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** @param root of the project */
export function literalTexts(root: string): Literal[] {
  return globSync(FILES, { cwd: root })
    .filter((file) => !/\.test\.tsx?$|(?:^|\/)testing\/|\/fixtures\//.test(file))
    .filter((file) => !ENGLISH_FILES.some(([path]) => file.startsWith(path)))
    .sort()
    .flatMap((file) => literalsOf(file, readFileSync(join(root, file), "utf8")));
}
