/** Machines that the connect dialog offers: those of before first, then those of the ssh configuration. */
import { remoteName } from "../../stores/remotes.ts";

export interface Candidate {
  readonly host: string;
  readonly name: string;
  readonly about: string;
}

interface Named {
  readonly host: string;
  readonly name: string;
  /** The host name that stands behind it. */
  readonly about: string | null;
}

/** @param text what was written so far: only names that hold it are offered */
export function candidates(text: string, remembered: readonly string[], configured: readonly Named[]): Candidate[] {
  const wanted = text.trim().toLowerCase();
  const known = new Map(configured.map((entry) => [entry.host, entry]));
  const hosts = [...new Set([...remembered, ...known.keys()])];
  return hosts
    .map((host) => {
      const entry = known.get(host);
      const about = entry === undefined ? "before" : (entry.about ?? "ssh configuration");
      return { host, name: remoteName(host), about };
    })
    .filter(({ name, about }) => wanted === "" || `${name} ${about}`.toLowerCase().includes(wanted));
}
