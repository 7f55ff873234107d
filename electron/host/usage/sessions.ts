/** Connections by which people work on the machine: of ssh servers, by the sockets that they have open. */
import { isIP } from "node:net";
import { isSshServer, type SessionFacts } from "../../../shared/machine/usage-facts.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import { isLoopback, shortIPv6 } from "./addresses.ts";
import { processName } from "./holders.ts";
import { otherNamespaces } from "./network.ts";
import { type Part, type UsagePlaces, unreadPart } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

/** A session before it was asked which way its packets take. */
export type FoundSession = Omit<SessionFacts, "by">;

export function readSessions(places: UsagePlaces): Part<FoundSession[]> {
  const found = new Map<string, FoundSession>();
  const others = otherNamespaces(places.files);
  for (const line of places.said.get("sessions") ?? []) {
    const session = sessionOf(places.files, line, others);
    const key = session === null ? "" : `${session.local} ${session.remote} ${session.namespace?.pid}`;
    // What started this program may have connections of its own that nobody comes in by.
    if (
      session !== null &&
      !isSshServer(session.program) &&
      isLoopback(session.local) &&
      isLoopback(session.remote ?? "")
    ) {
      continue;
    }
    if (session !== null && (session.isOwn === true || !found.has(key))) found.set(key, session);
  }
  const told = toldBy(places.session);
  if (told !== null && ![...found.values()].some(({ isOwn, local }) => isOwn === true && local === told.local)) {
    found.set(`${told.local} ${told.remote} undefined`, { ...told, program: "sshd", isOwn: true, namespace: null });
  }
  const all = [...found.values()];
  const hasOwn = all.some(({ isOwn }) => isOwn === true);
  // Without one among what started this program (tmux, a service) each may be the one that it is looked at through.
  const sessions = hasOwn ? all : [...all.map((each) => ({ ...each, isOwn: null })), ...anyConnections(places, all)];
  const isLost = places.isRemote && !hasOwn;
  return { found: sessions, unread: isLost ? [unreadPart("session", "ENOENT", T.ownConnection)] : [] };
}

/**
 * A person may be here by a program that neither is an ssh server nor started this one: a remote desktop, whose terminals
 * systemd starts, or a web console. So any connection with another machine may be that, one for each address here.
 */
function anyConnections({ said }: UsagePlaces, found: readonly FoundSession[]): FoundSession[] {
  const known = new Set(found.flatMap(({ local, namespace }) => (namespace === null ? local : [])));
  return (said.get("connections") ?? [])
    .flatMap((line) => addressOf(line) ?? [])
    .filter((local) => !known.has(local))
    .map((local) => ({ local, remote: null, program: null, isOwn: null, namespace: null }));
}

/** SSH_CONNECTION: the other end's address and port, and ours. */
function toldBy(session: string | null): { readonly local: string; readonly remote: string } | null {
  const [remote = "", , local = ""] = (session?.split(/\s+/) ?? []).map((word) => word.replace(/%.*$/, ""));
  return isIP(local) === 0 || isIP(remote) === 0 ? null : { local, remote };
}

/** `own 812 net:[4026531840] LOCAL REMOTE`, the addresses as in /proc/net/tcp and udp (proc_net(5)); no REMOTE is zeros. */
function sessionOf(files: SentFiles, line: string, others: ReadonlyMap<string, number>): FoundSession | null {
  const [role = "", process = "", namespace = "", ...ends] = line.split(" ");
  const [local = null, remote = null] = ends.map(addressOf);
  const pid = Number(process);
  if (local === null || remote === null || !Number.isInteger(pid)) return null;
  const owner = namespace === files.link("/proc/self/ns/net") ? null : (others.get(namespace) ?? pid);
  return {
    local,
    remote: /^(?:0\.0\.0\.0|::)$/.test(remote) ? null : remote,
    program: processName(files, pid),
    isOwn: role === "own",
    namespace: owner === null ? null : { pid: owner, process: processName(files, owner) },
  };
}

/** `0100007F:0016` and its like of IPv6: words of four bytes in the machine's order; all that we run on are little-endian. */
function addressOf(end: string): string | null {
  const digits = /^((?:[0-9A-F]{8})+):[0-9A-F]{4}$/i.exec(end)?.[1];
  if (digits === undefined) return null;
  const bytes = (digits.match(/.{8}/g) ?? []).flatMap((word) => [...Buffer.from(word, "hex")].reverse());
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) return null;
  const hex = Buffer.from(bytes).toString("hex");
  // IPv4 through a socket of IPv6 (RFC 4291, 2.5.5.2).
  return /^0{20}ffff/.test(hex) ? bytes.slice(12).join(".") : shortIPv6(hex);
}
