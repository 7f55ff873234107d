/** Answers of several parts: a line `=name` before each. No line of the parts themselves starts so. */

/** Lines by the name of their section. */
export function sections(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let lines: string[] = [];
  found.set("", lines);
  for (const line of text.split("\n")) {
    if (line.startsWith("=")) {
      lines = [];
      found.set(line.slice(1), lines);
    } else if (line !== "") lines.push(line);
  }
  return found;
}

/** `name -> target` of ls. */
export function linkLine(line: string): { readonly name: string; readonly target: string } | null {
  const arrow = line.indexOf(" -> ");
  return arrow <= 0 ? null : { name: line.slice(0, arrow), target: line.slice(arrow + 4) };
}

/** glibc's and musl's words at the end of a tool's complaint. */
const ERRORS: readonly (readonly [text: string, code: string])[] = [
  ["Operation not permitted", "EPERM"],
  ["No such file or directory", "ENOENT"],
  ["Input/output error", "EIO"],
  ["I/O error", "EIO"],
  ["No such device or address", "ENXIO"],
  ["No such device", "ENODEV"],
  ["Permission denied", "EACCES"],
  ["Device or resource busy", "EBUSY"],
  ["Resource busy", "EBUSY"],
  ["Is a directory", "EISDIR"],
  ["Not a directory", "ENOTDIR"],
  ["Invalid argument", "EINVAL"],
  ["Connection timed out", "ETIMEDOUT"],
  ["Operation timed out", "ETIMEDOUT"],
];

/** The file and the errno name of `grep: FILE: Permission denied`; null for a line that is no such complaint. */
export function complaint(line: string): { readonly file: string; readonly code: string } | null {
  const start = line.indexOf(": ");
  const end = line.lastIndexOf(": ");
  if (start < 0 || end <= start) return null;
  const file = line.slice(start + 2, end);
  return { file, code: ERRORS.find(([text]) => line.endsWith(text))?.[1] ?? "EIO" };
}
