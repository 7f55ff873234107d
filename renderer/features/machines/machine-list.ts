/** The machines that can be shown: this one, the demo machines, opened files. */
import type { AppInfo } from "../../stores/connection.ts";

export interface MachineEntry {
  readonly host: string;
  readonly kind: "local" | "demo" | "file";
  readonly name: string;
  /** A line more about it; null where the name says it all. */
  readonly about: string | null;
}

export function machineList(info: AppInfo | null): readonly MachineEntry[] {
  return [
    { host: "local", kind: "local", name: "This machine", about: null },
    ...(info?.demos ?? []).map(
      (demo) => ({ host: demo.host, kind: "demo", name: demo.name, about: demo.title }) as const,
    ),
    ...(info?.files ?? []).map((file) => ({ host: file.host, kind: "file", name: file.name, about: null }) as const),
  ];
}

/** What a host is called before it has said who it is. */
export function machineName(host: string | null, info: AppInfo | null): string {
  return machineList(info).find((entry) => entry.host === host)?.name ?? host ?? "No machine";
}
