/** Which interfaces packets leave by: asked of the kernel, address by address, for all that stands on another machine. */
import { isIP } from "node:net";
import { pushTo } from "../../../shared/machine/list-map.ts";
import type { InterfaceFacts, PeerFacts, SessionFacts, UnreadSource } from "../../../shared/machine/usage-facts.ts";
import { sections } from "../helper/sections.ts";
import { unreadPart } from "./places.ts";
import type { FoundSession } from "./sessions.ts";
import type { TunnelEnd } from "./tunnels.ts";

/** What is asked about before the ways are known. */
export interface Unasked {
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

/** More are not asked in one go: the rest is not known. */
const MOST_ASKED = 400;

/** Never rejects. @param request to the helper */
export async function askWays(
  request: (...words: readonly string[]) => Promise<string>,
  { interfaces, sessions, peers, tunnels }: Unasked,
): Promise<Asked> {
  const vrfs = vrfsOf(interfaces);
  const sessionWord = ({ local, remote, namespace }: FoundSession) =>
    namespace !== null || isLinkLocal(remote) ? null : wordOf({ address: remote, from: local, vrf: vrfs.get(local) });
  const tunnelWord = ({ address, local, mark }: TunnelEnd) =>
    wordOf({ address, from: local, mark, vrf: local === null ? undefined : vrfs.get(local) });
  const peerWord = ({ address, by }: PeerFacts) => (by !== null || isIP(address) === 0 ? null : wordOf({ address }));
  const own = sessions.toSorted((a, b) => Number(a.isOwn === false) - Number(b.isOwn === false));
  const wordsOf = (...kinds: readonly PeerFacts["kind"][]) =>
    peers.filter(({ kind }) => kinds.includes(kind)).map(peerWord);
  const needed = [
    ...wordsOf("mount", "block"),
    ...own.map(sessionWord),
    ...tunnels.map(tunnelWord),
    ...wordsOf("tunnel", "ipsec"),
  ].filter((word) => word !== null);
  // That crash dumps cannot be sent is no matter of the routes.
  const all = [...new Set([...needed, ...wordsOf("dump").filter((word) => word !== null)])];
  const answers = await ask(request, all.slice(0, MOST_ASKED));
  const ways = (word: string | null) => (word === null ? null : (answers.get(word) ?? null));
  const lost = [...new Set(needed)].filter((word) => !answers.has(word));
  const owners = ownersOf(interfaces);
  const reason = `the kernel does not say how ${lost[0]?.split(",")[0]}${lost.length > 1 ? ` and ${lost.length - 1} more` : ""} can be reached`;
  return {
    sessions: own.map((session) => ({
      ...session,
      by: isLinkLocal(session.remote) ? (owners.get(session.local) ?? []) : ways(sessionWord(session)),
    })),
    peers: [
      ...peers.map((peer) => ({ ...peer, by: peer.by ?? ways(peerWord(peer)) })),
      ...tunnels.map(
        (end): PeerFacts => ({ kind: "tunnel", address: end.address, what: end.name, by: ways(tunnelWord(end)) }),
      ),
    ],
    unread: lost.length === 0 ? [] : [unreadPart("routes", "ENOENT", reason)],
  };
}

/** Interfaces by what was asked; what got no answer is not among them. */
async function ask(
  request: (...words: readonly string[]) => Promise<string>,
  words: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (words.length === 0) return found;
  const text = await request("ways", ...words).catch(() => "");
  for (const [name, lines] of sections(text)) {
    const names = lines.flatMap((line) => /^[0-9a-fl][^\n]*? dev (\S+)/.exec(line)?.[1] ?? []);
    if (name.startsWith("way ") && names.length > 0) found.set(name.slice(4), names);
  }
  return found;
}

interface Question {
  readonly address: string;
  readonly from?: string | null;
  readonly mark?: number | null;
  readonly vrf?: string | undefined;
}

/** As the helper takes it. */
function wordOf({ address, from = null, mark = null, vrf }: Question): string {
  const parts = [address];
  if (from !== null) parts.push("from", from);
  if (mark !== null) parts.push("mark", String(mark));
  if (vrf !== undefined) parts.push("vrf", vrf);
  return parts.join(",");
}

/** The VRF of an address is the one that its interface is in. */
function vrfsOf(interfaces: readonly InterfaceFacts[]): Map<string, string> {
  const byMember = new Map<string, string>();
  for (const { name, kind, lower, movedTo } of interfaces) {
    if (kind === "vrf" && movedTo === null) for (const member of lower) byMember.set(member, name);
  }
  return new Map(
    interfaces.flatMap(({ name, addresses, kind }) => {
      const vrf = kind === "vrf" ? name : byMember.get(name);
      return vrf === undefined ? [] : addresses.map((address): [string, string] => [address, vrf]);
    }),
  );
}

function isLinkLocal(address: string): boolean {
  return /^fe[89ab][0-9a-f]:/i.test(address);
}

/** The other end of a connection between link-local addresses is on the link of ours. */
function ownersOf(interfaces: readonly InterfaceFacts[]): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const { name, addresses } of interfaces) for (const address of new Set(addresses)) pushTo(owners, address, name);
  return owners;
}
