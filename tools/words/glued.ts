/** Messages that code glues into a string, where each would read `[object Object]`. Found by their types, which takes a while. */
import { join, relative } from "node:path";
import ts from "typescript";
import type { Literal } from "./literals.ts";

function isMessage(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some((each) => isMessage(checker, each));
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    return checker.getTypeArguments(type as ts.TypeReference).some((each) => isMessage(checker, each));
  }
  return type.isClassOrInterface() ? type.symbol.name === "Message" : type.symbol?.name === "Message";
}

/** @param root of the project */
export function gluedMessages(root: string): Literal[] {
  const found: Literal[] = [];
  for (const project of ["shared", "electron", "renderer"]) {
    const config = join(root, project, "tsconfig.json");
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
    const parsed = ts.getParsedCommandLineOfConfigFile(config, {}, host);
    if (parsed === undefined) continue;
    const program = ts.createProgram(parsed.fileNames, {
      ...parsed.options,
      noEmit: true,
      composite: false,
      incremental: false,
    });
    const checker = program.getTypeChecker();
    for (const source of program.getSourceFiles()) {
      const file = relative(root, source.fileName);
      if (source.isDeclarationFile || file.startsWith("node_modules") || file.startsWith("..")) continue;
      const visit = (node: ts.Node): void => {
        const glued = ts.isTemplateSpan(node)
          ? node.expression
          : ts.isCallExpression(node) && /\.join$|^String$/.test(node.expression.getText())
            ? ts.isPropertyAccessExpression(node.expression)
              ? node.expression.expression
              : node.arguments[0]
            : undefined;
        if (glued !== undefined && isMessage(checker, checker.getTypeAtLocation(glued))) {
          const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
          found.push({ file, line, text: glued.getText() });
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }
  return found;
}
