/** Interfaces that software makes, by what `ip -d link` and `wg` say of them: kind, parent, and the other ends of tunnels. */
import { isIP } from "node:net";
import { nameAndParent } from "./addresses.ts";
import type { UsagePlaces } from "./places.ts";

interface LinkKind {
  readonly kind: string;
  /** The interface here that it was bound to. */
  readonly link: string | null;
  /** IP address of the other end of a tunnel; null = it has none, several, or does not tell. */
  readonly remote: string | null;
  readonly local: string | null;
}

/** `gre 5: gre1@eth0: <POINTOPOINT,UP> mtu … gre remote 192.0.2.9 local 192.0.2.7 …` */
const LINE = /^(\S+) \d+: (\S+?): <.*?> (.*)$/;

export function readKinds({ said }: UsagePlaces, names: ReadonlySet<string>): Map<string, LinkKind> {
  const found = new Map<string, LinkKind>();
  for (const line of said.get("kinds") ?? []) {
    const [, kind, shown, rest = ""] = LINE.exec(line) ?? [];
    if (kind === undefined || shown === undefined) continue;
    const { name, parent } = nameAndParent(shown, names);
    const details = ` ${rest.slice(rest.lastIndexOf(`\\    ${kind} `) + 5)} `;
    found.set(name, {
      kind,
      link: parent !== null && names.has(parent) ? parent : null,
      remote: addressAfter(details, "remote"),
      local: addressAfter(details, "local"),
    });
  }
  return found;
}

function addressAfter(text: string, word: string): string | null {
  const value = new RegExp(` ${word} ([0-9a-fA-F.:]+) `).exec(text)?.[1];
  return value === undefined || isIP(value) === 0 ? null : value;
}

export interface TunnelEnd {
  /** The tunnel's interface. */
  readonly name: string;
  readonly address: string;
  readonly local: string | null;
  /** The interface here that it was bound to. */
  readonly link: string | null;
  /** By which the rules of routes know its packets (WireGuard). */
  readonly mark: number | null;
}

export function readTunnels(places: UsagePlaces): TunnelEnd[] {
  const names = new Set(places.files.names("/sys/class/net"));
  const plain = [...readKinds(places, names)].flatMap(([name, { remote, local, link }]): TunnelEnd[] =>
    remote === null ? [] : [{ name, address: remote, local, link, mark: null }],
  );
  const words = (places.said.get("wireguard") ?? []).map((line) => line.split(" "));
  const marks = new Map(words.flatMap(([what, name = "", value]) => (what === "mark" ? [[name, Number(value)]] : [])));
  const wireguard = words.flatMap(([what, name = "", end = ""]): TunnelEnd[] => {
    const address = /^\[?([0-9a-fA-F.:]+?)(?:%\w+)?\]?:\d+$/.exec(end)?.[1] ?? "";
    if (what !== "wg" || isIP(address) === 0) return [];
    const mark = marks.get(name) ?? Number.NaN;
    return [{ name, address, local: null, link: null, mark: Number.isInteger(mark) ? mark : null }];
  });
  return [...plain, ...wireguard];
}
