/** The machines that can be shown: this one, those behind ssh, the demo machines, opened files. */

import type { OpenedMachineEntry } from "../../../shared/contract/contract.ts";
import { stillEnglish } from "../../../shared/words/say.ts";
import type { AppInfo } from "../../model/rights.ts";
import { isRemote, remoteName } from "../../stores/remotes.ts";

export interface MachineEntry {
  readonly host: string;
  readonly kind: "local" | "ssh" | "demo" | "file";
  readonly name: string;
  /** A line more about it; null where the name says it all. */
  readonly about: string | null;
}

/** @param remotes hosts of machines behind ssh */
export function machineList(info: AppInfo | null, remotes: readonly string[] = []): readonly MachineEntry[] {
  return [
    { host: "local", kind: "local", name: "This machine", about: null },
    ...remotes.map((host) => ({ host, kind: "ssh", name: remoteName(host), about: null }) as const),
    ...(info?.demos ?? []).map(
      (demo) => ({ host: demo.host, kind: "demo", name: demo.name, about: stillEnglish(demo.title) }) as const,
    ),
    // The machines of one file follow each other, each under its own name with the file's below it.
    ...(info?.files ?? []).map(
      ({ host, name, file, part }) =>
        ({
          host,
          kind: "file",
          name: part === null ? name : stillEnglish(part),
          about: part === null ? null : file,
        }) as const,
    ),
  ];
}

/** What a host is called before it has said who it is. */
export function machineName(host: string | null, info: AppInfo | null): string {
  if (isRemote(host)) return remoteName(host);
  return machineList(info).find((entry) => entry.host === host)?.name ?? host ?? "No machine";
}

/** The remembered machines behind ssh, and those that are open besides. */
export function remotesToOffer(remembered: readonly string[], opened: readonly OpenedMachineEntry[]): string[] {
  return [...new Set([...remembered, ...opened.map(({ host }) => host).filter(isRemote)])];
}

const LIVE_WORDS = { live: "Live", paused: "Paused", lost: "Lost" } as const;

/** `lab1 · Live` of a machine that is open, whether it is on screen or not; null of one that is not. */
export function openedAbout(host: string, opened: readonly OpenedMachineEntry[]): string | null {
  const entry = opened.find((candidate) => candidate.host === host);
  return entry === undefined ? null : `${entry.name} · ${LIVE_WORDS[entry.live]}`;
}
