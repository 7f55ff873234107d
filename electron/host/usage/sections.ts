/**
 * Answers of several parts: a line `=name` before each, and parts of one name go together. No line of the parts
 * themselves starts so.
 */
import { errnoIn } from "../strerror.ts";

/** Lines by the name of their section. */
export function sections(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let lines: string[] = [];
  found.set("", lines);
  for (const line of text.split("\n")) {
    if (line.startsWith("=")) {
      const name = line.slice(1);
      lines = found.get(name) ?? [];
      found.set(name, lines);
    } else if (line !== "") lines.push(line);
  }
  return found;
}

/** `name -> target` of ls. */
export function linkLine(line: string): { readonly name: string; readonly target: string } | null {
  const arrow = line.indexOf(" -> ");
  return arrow <= 0 ? null : { name: line.slice(0, arrow), target: line.slice(arrow + 4) };
}

/** The file and the errno name of `grep: FILE: Permission denied`; null for a line that is no such complaint. */
export function complaint(line: string): { readonly file: string; readonly code: string } | null {
  const start = line.indexOf(": ");
  const end = line.lastIndexOf(": ");
  if (start < 0 || end <= start) return null;
  const file = line.slice(start + 2, end);
  return { file, code: errnoIn(line) ?? "EIO" };
}
