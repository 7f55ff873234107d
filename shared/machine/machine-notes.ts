/** What stands above all else that is said of a machine, wherever that is. */

import { sentences } from "../words/joined.ts";
import type { Words } from "../words/message.ts";
import { KERNEL_CRASH_WORDS as T } from "../words/texts/kernel-crash.ts";
import type { MachineSnapshot } from "./facts.ts";

/** A fact with where it is from and what to do about it; sentences. */
export interface CrashNote {
  readonly title: Words;
  readonly evidence: Words;
  /** null = nothing can be done about what a file tells. */
  readonly remedy: Words | null;
}

/** A kernel that has died is told until the machine is restarted; null where it has not, or nobody knows. */
export function crashNote({ host, identity }: Pick<MachineSnapshot, "host" | "identity">): CrashNote | null {
  if (host.crashed !== true) return null;
  const evidence = T.evidence;
  if (identity.kind === "file") {
    return { title: T.beforeFile, evidence, remedy: null };
  }
  return { title: T.since, evidence, remedy: T.reboot };
}

/** The crash, and what could not be read of the machine as a whole; one sentence or two each. */
export function machineNotes(snapshot: Pick<MachineSnapshot, "host" | "identity" | "problems">): Words[] {
  const crash = crashNote(snapshot);
  return [
    ...(crash === null ? [] : [sentences(crash.title, crash.remedy)]),
    ...snapshot.problems.map(({ message }) => message),
  ];
}
