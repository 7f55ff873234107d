/** What a machine out of a file is called where nothing tells its name: as the file. */
import type { HostIdentity } from "./facts.ts";

/** @param part what tells it from other machines of the same text; null = there is one only */
export function fileIdentity(file: string, part: string | null): HostIdentity {
  const name = part === null ? file : `${file}, ${part}`;
  return { name, kernel: null, bootId: null, privileged: false, connection: connectionTo(file), kind: "file" };
}

export function connectionTo(file: string): string {
  return `file ${file}`;
}

/** Is its name a file's, and no machine's? What a report tells has its machine's name. */
export function isNamedAfterFile({ kind, name, connection }: HostIdentity): boolean {
  return kind === "file" && (connection === connectionTo(name) || connectionTo(name).startsWith(`${connection}, `));
}
