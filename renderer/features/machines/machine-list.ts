/** The machines that can be shown: this one, those behind ssh, the demo machines, opened files. */

import type { OpenedMachineEntry } from "../../../shared/contract/contract.ts";
import { sourceWords } from "../../../shared/machine/age.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { AppInfo } from "../../model/rights.ts";
import { isRemote, remoteName } from "../../stores/remotes.ts";
import { MACHINE_WORDS } from "../../words/machines.ts";

export interface MachineEntry {
  readonly host: string;
  readonly kind: "local" | "ssh" | "demo" | "file";
  readonly name: Words;
  /** A line more about it; null where the name says it all. */
  readonly about: Words | null;
}

/** @param remotes hosts of machines behind ssh */
export function machineList(info: AppInfo | null, remotes: readonly string[] = []): readonly MachineEntry[] {
  return [
    { host: "local", kind: "local", name: MACHINE_WORDS.local, about: null },
    ...remotes.map((host) => ({ host, kind: "ssh", name: remoteName(host), about: null }) as const),
    ...(info?.demos ?? []).map(
      (demo) => ({ host: demo.host, kind: "demo", name: demo.name, about: demo.title }) as const,
    ),
    // The machines of one file follow each other, each under its own name with the file's below it.
    ...(info?.files ?? []).map(
      ({ host, name, file, part, source }) =>
        ({
          host,
          kind: "file",
          name: part ?? name,
          about: part === null ? sourceWords(source) : MACHINE_WORDS.partOf({ file, source: sourceWords(source) }),
        }) as const,
    ),
  ];
}

/** What a host is called before it has said who it is. */
export function machineName(host: string | null, info: AppInfo | null): Words {
  if (isRemote(host)) return remoteName(host);
  return machineList(info).find((entry) => entry.host === host)?.name ?? host ?? MACHINE_WORDS.none;
}

/** The remembered machines behind ssh, and those that are open besides. */
export function remotesToOffer(remembered: readonly string[], opened: readonly OpenedMachineEntry[]): string[] {
  return [...new Set([...remembered, ...opened.map(({ host }) => host).filter(isRemote)])];
}

const OPEN = { live: MACHINE_WORDS.openLive, paused: MACHINE_WORDS.openPaused, lost: MACHINE_WORDS.openLost } as const;

/** `lab1 · live` of a machine that is open, whether it is on screen or not; null of one that is not. */
export function openedAbout(host: string, opened: readonly OpenedMachineEntry[]): Words | null {
  const entry = opened.find((candidate) => candidate.host === host);
  return entry === undefined ? null : OPEN[entry.live]({ machine: entry.name });
}
