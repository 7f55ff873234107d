/** The helper's script for a tree of files: the lines that say where things are lead there, all else is as it is shipped. */
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { shellWord } from "../../../shared/operations/verbs/shell.ts";

/** What would ask or change the kernel that runs, in place of the programs: a tree has none. */
const NO_KERNEL = `dmesg() { :; }
logger() { :; }
ip() { echo 'ip: Operation not supported' >&2; return 1; }
modprobe() { echo 'modprobe: Operation not supported' >&2; return 1; }`;

/**
 * @param places new values for `SYS`, `LOCKS` and others of the script's first lines
 * @param programs shell functions that stand for programs
 * @throws Error when the script has no such line
 */
export function placedScript(script: string, places: Readonly<Record<string, string>>, programs: string): string {
  let text = script.replace("\nIFS=", () => `\n${programs}\nIFS=`);
  for (const [name, value] of Object.entries(places)) {
    const line = new RegExp(`^${name}=.*$`, "m");
    if (!line.test(text)) throw new Error(`the script does not say where ${name} is`);
    text = text.replace(line, () => `${name}=${shellWord(value)}`);
  }
  return text;
}

/** @param locks a folder for the lock and for notes, which is made when it is first needed */
export function treeScript(script: string, root: string, locks: string): string {
  return placedScript(script, { SYS: realRoot(root), LOCKS: locks }, NO_KERNEL);
}

/** The tree itself, whichever link leads there; what is not there is told when it is read. */
export function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    return resolve(root);
  }
}
