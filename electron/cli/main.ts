/** The command line: what the window shows, as text. */
import nodeModule from "node:module";
import { join } from "node:path";

// Beside the program, where only who may change the program may write; of root, whose files nobody else could remove from
// a checkout and no package manager from an installation, none. Absent before Node 22.
if (process.getuid?.() !== 0) nodeModule.enableCompileCache?.(join(import.meta.dirname, "compile-cache"));

const { cleanSearchPath, refusedToRoot } = await import("../host/places/programs.ts");
cleanSearchPath();

const { runProgram } = await import("./program.ts");
const refusal = refusedToRoot(import.meta.dirname);
if (refusal === null) await runProgram(join(import.meta.dirname, "../.."));
else {
  const { sayHere } = await import("../host/places/terminal-language.ts");
  console.error(sayHere(refusal));
  process.exitCode = 1;
}
