/** What a tool was told on its command line. */
import { readFileSync } from "node:fs";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { errorText } from "../shared/error-text.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The comment that a tool begins with, without its signs. */
export function aboutTool(source: string): string {
  const [, comment = ""] = /^\/\*\*(.*?)\*\//s.exec(source) ?? [];
  return comment.replaceAll(/^ *\*? ?/gm, "").trim();
}

/** `--help` prints the comment that the tool begins with; what it does not know it says in a line. Both end it. */
export function toolOptions<const T extends Options>(options: T) {
  return toolWords(options, false).values;
}

/** The same, of a tool that takes words beside its options. */
export function toolWords<const T extends Options>(options: T, allowPositionals = true) {
  const program = process.argv[1];
  if (program !== undefined && process.argv.slice(2).some((arg) => arg === "--help" || arg === "-h")) {
    console.log(aboutTool(readFileSync(program, "utf8")));
    process.exit();
  }
  try {
    return parseArgs({ options, allowPositionals });
  } catch (error) {
    console.error(`${errorText(error).replace(/\.?$/, ".")} --help says which there are.`);
    process.exit(2);
  }
}
