/** Machines out of files, and what they are called where nothing tells their name: as the file. */
import type { FileSource, HostIdentity } from "./facts.ts";

/** Was it opened from a file, or from text? Then it can be looked at, and nothing in it can be changed or read again. */
export function isFile({ identity }: { readonly identity: Pick<HostIdentity, "kind"> }): boolean {
  return identity.kind === "file";
}

/**
 * @param ending what follows in its name, and tells it from other machines of the same text: `:31`, `, lab-9`
 * @param source what it was opened from
 */
export function fileIdentity(file: string, ending: string, source: FileSource): HostIdentity {
  const name = `${file}${ending}`;
  const connection = connectionTo(file);
  return { name, kernel: null, bootId: null, privileged: false, connection, kind: "file", source };
}

/** How an identity says that its machine is the one that the program runs on. */
export const THIS_MACHINE = "this machine";

export function connectionTo(file: string): string {
  return `file ${file}`;
}

/** Is its name a file's, and no machine's? What a report tells has its machine's name. */
export function isNamedAfterFile({ kind, name, connection }: HostIdentity): boolean {
  const own = connectionTo(name);
  return kind === "file" && (connection === own || [":", ", "].some((mark) => own.startsWith(`${connection}${mark}`)));
}
