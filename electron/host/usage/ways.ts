/** Which interfaces packets leave by: asked of the kernel, address by address, for all that stands on another machine. */
import { isIP } from "node:net";
import { pushTo } from "../../../shared/machine/lists.ts";
import type { InterfaceFacts, PeerFacts, SessionFacts, UnreadSource } from "../../../shared/machine/usage-facts.ts";
import { capped } from "../../../shared/words/capped.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import { unreadPart } from "./places.ts";
import { sections } from "./sections.ts";
import type { FoundSession } from "./sessions.ts";
import type { TunnelEnd } from "./tunnels.ts";

/** What is asked about before the ways are known. */
interface Unasked {
  readonly interfaces: readonly InterfaceFacts[];
  readonly sessions: readonly FoundSession[];
  readonly peers: readonly PeerFacts[];
  readonly tunnels: readonly TunnelEnd[];
}

export interface Asked {
  readonly sessions: readonly SessionFacts[];
  readonly peers: readonly PeerFacts[];
  readonly unread: readonly UnreadSource[];
}

/** More are not asked: the rest is not known. */
const MAX_ASKED = 10_000;
/** In one request, whose line has a limit (`serve` in the script). */
const MAX_TOGETHER = 500;
/** As the script takes it: a VRF of another name is not asked about. */
const WORD = /^[0-9A-Za-z:.,_-]+$/;

/** Questions of which one has the answer: which of them, nothing tells. None = there is nothing to ask. */
type Words = readonly string[];

/** Never rejects. @param request to the helper */
export async function askWays(
  request: (...words: readonly string[]) => Promise<string>,
  { interfaces, sessions, peers, tunnels }: Unasked,
): Promise<Asked> {
  const { byMember, byAddress } = vrfsOf(interfaces);
  const sessionWords = ({ local, remote, namespace }: FoundSession): Words =>
    namespace !== null || remote === null || isLinkLocal(remote)
      ? []
      : [...(byAddress.get(local) ?? [null])].map((vrf) => wordOf({ address: remote, from: local, vrf }));
  const tunnelWords = ({ address, local, mark, link }: TunnelEnd): Words => {
    const bound = link === null ? null : (byMember.get(link) ?? null);
    const vrfs = bound === null && local !== null ? [...(byAddress.get(local) ?? [null])] : [bound];
    return vrfs.map((vrf) => wordOf({ address, from: local, mark, vrf }));
  };
  const owners = ownersOf(interfaces);
  const peerWords = ({ address, by, from }: PeerFacts): Words => {
    if (by !== null || typeof address !== "string" || isIP(address) === 0) return [];
    // From an address that is not here (any more) the kernel sends nothing.
    if (from === undefined || !owners.has(from)) return [wordOf({ address })];
    return [...(byAddress.get(from) ?? [null])].map((vrf) => wordOf({ address, from, vrf }));
  };
  const own = sessions.toSorted((a, b) => Number(a.isOwn === false) - Number(b.isOwn === false));
  const wordsOf = (...kinds: readonly PeerFacts["kind"][]) =>
    peers.filter(({ kind }) => kinds.includes(kind)).map(peerWords);
  const needed = [
    ...wordsOf("mount", "block"),
    ...own.map(sessionWords),
    ...tunnels.map(tunnelWords),
    ...wordsOf("tunnel", "ipsec"),
  ].filter((words) => words.length > 0);
  // That crash dumps cannot be sent is no matter of the routes.
  const all = [...new Set([...needed, ...wordsOf("dump")].flat())];
  const answers = await ask(request, all.filter((word) => WORD.test(word)).slice(0, MAX_ASKED));
  const ways = (words: Words): string[] | null => {
    const found = words.flatMap((word) => answers.get(word) ?? []);
    return found.length === 0 ? null : [...new Set(found)];
  };
  const lost = [...new Set(needed.filter((words) => ways(words) === null).map(([word = ""]) => word))];
  const addresses = capped(
    lost.map((word) => word.split(",")[0] ?? word),
    1,
  );
  return {
    sessions: own.map((session) => ({
      ...session,
      by: isLinkLocal(session.remote) ? (owners.get(session.local) ?? []) : ways(sessionWords(session)),
    })),
    peers: [
      ...peers.map((peer) => ({ ...peer, by: peer.by ?? ways(peerWords(peer)) })),
      ...tunnels.map(
        (end): PeerFacts => ({ kind: "tunnel", address: end.address, what: end.name, by: ways(tunnelWords(end)) }),
      ),
    ],
    unread: lost.length === 0 ? [] : [unreadPart("routes", "ENOENT", T.noWay({ addresses }))],
  };
}

/** Interfaces by what was asked; what got no answer is not among them. */
async function ask(
  request: (...words: readonly string[]) => Promise<string>,
  words: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (let start = 0; start < words.length; start += MAX_TOGETHER) {
    const text = await request("ways", ...words.slice(start, start + MAX_TOGETHER)).catch(() => "");
    for (const [name, lines] of sections(text)) {
      const names = lines.flatMap((line) => /^[0-9a-fl][^\n]*? dev (\S+)/.exec(line)?.[1] ?? []);
      if (name.startsWith("way ") && names.length > 0) found.set(name.slice(4), names);
    }
  }
  return found;
}

interface Question {
  readonly address: string;
  readonly from?: string | null;
  readonly mark?: number | null;
  readonly vrf?: string | null;
}

/** As the helper takes it. */
function wordOf({ address, from = null, mark = null, vrf = null }: Question): string {
  const parts = [address];
  if (from !== null) parts.push("from", from);
  if (mark !== null) parts.push("mark", String(mark));
  if (vrf !== null) parts.push("vrf", vrf);
  return parts.join(",");
}

interface Vrfs {
  /** The VRF that an interface is, or is in. */
  readonly byMember: ReadonlyMap<string, string>;
  /** Those of the interfaces that have an address, which several may have, each in a VRF of its own; null = in none. */
  readonly byAddress: ReadonlyMap<string, ReadonlySet<string | null>>;
}

function vrfsOf(interfaces: readonly InterfaceFacts[]): Vrfs {
  const byMember = new Map<string, string>();
  for (const { name, kind, lower, movedTo } of interfaces) {
    if (kind === "vrf" && movedTo === null) for (const member of [name, ...lower]) byMember.set(member, name);
  }
  const byAddress = new Map<string, Set<string | null>>();
  for (const { name, addresses } of interfaces) {
    const vrf = byMember.get(name) ?? null;
    for (const address of addresses) {
      byAddress.set(address, (byAddress.get(address) ?? new Set()).add(vrf));
    }
  }
  return { byMember, byAddress };
}

function isLinkLocal(address: string | null): boolean {
  return address !== null && /^fe[89ab][0-9a-f]:/i.test(address);
}

/** The other end of a connection between link-local addresses is on the link of ours. */
function ownersOf(interfaces: readonly InterfaceFacts[]): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const { name, addresses } of interfaces) for (const address of new Set(addresses)) pushTo(owners, address, name);
  return owners;
}
