/** Which machines a file system comes from over the network, as its line of mountinfo tells. */
import { isIP } from "node:net";
import type { PeerFacts } from "../../../shared/machine/usage-facts.ts";
import type { Words } from "../../../shared/words/message.ts";
import { type MountLine, optionOf } from "./mount-table.ts";

/** Names or addresses of hosts as they stand there; empty = not told. */
type Servers = (line: MountLine) => readonly (string | null | undefined)[];

/** `[fe80::1%eth0]`, `198.51.100.9:6789`, `user@fs1`: the host alone. */
export function hostOf(text: string | null | undefined): string | null {
  const [, bracketed] = /^(?:[^@[\]]*@)?\[([^\]]+)\]/.exec(text ?? "") ?? [];
  if (bracketed !== undefined) return bracketed;
  const bare = (text ?? "").replace(/^[^@]*@(?!.*@)/, "");
  return isIP(bare.replace(/%.*$/, "")) !== 0 ? bare : bare.replace(/:\d*$/, "") || null;
}

/** `SERVER:/path` */
function beforePath({ source }: MountLine): string | null {
  return /^(.+?):\//.exec(source)?.[1] ?? null;
}

const nfs: Servers = (line) => [optionOf(line.options, "addr") ?? beforePath(line)];

/** `//SERVER/share` */
const smb: Servers = ({ source, options }) => [
  optionOf(options, "addr") ?? optionOf(options, "ip") ?? /^[\\/]{2}([^\\/]+)/.exec(source)?.[1],
];

/** `MONITOR:6789,MONITOR:6789:/path`, or `mon_addr=MONITOR:6789/MONITOR:6789` where the source names the cluster. */
const ceph: Servers = (line) => optionOf(line.options, "mon_addr")?.split("/") ?? beforePath(line)?.split(",") ?? [];

/** `ADDRESS@tcp:ADDRESS@tcp:/name`; those of one server are separated by commas. */
const lustre: Servers = (line) =>
  (beforePath(line) ?? "").split(/[:,](?=[^:,]*@)/).map((nid) => nid.replace(/@[a-z0-9]*$/, ""));

/** `USER@SERVER:/path`, or `SERVER:volume` */
const first: Servers = ({ source }) => [/^(?:[^@/]*@)?(\[[^\]]+\]|[^:/[\]]+):/.exec(source)?.[1]];

/** `https://SERVER/path` */
const url: Servers = ({ source }) => [/^[a-z0-9+.-]+:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/i.exec(source)?.[1]];

const untold: Servers = () => [];

/** The option with the address here that a file system is bound to. NFS 4.0 is called back there. */
const SOURCE_OPTION: ReadonlyMap<Servers, string> = new Map([
  [nfs, "clientaddr"],
  [smb, "srcaddr"],
  [ceph, "ip"],
]);

/** File systems that come over the network, by their type. */
const REMOTE: ReadonlyMap<string, Servers> = new Map([
  ["nfs", nfs],
  ["nfs4", nfs],
  ["cifs", smb],
  ["smb3", smb],
  ["smbfs", smb],
  ["ceph", ceph],
  ["fuse.ceph", untold],
  ["fuse.ceph-fuse", untold],
  ["glusterfs", first],
  ["fuse.glusterfs", first],
  ["lustre", lustre],
  ["beegfs", untold],
  ["fhgfs", untold],
  ["gpfs", untold],
  ["wekafs", untold],
  ["panfs", untold],
  ["afs", untold],
  ["coda", untold],
  ["orangefs", url],
  ["pvfs2", url],
  ["davfs", url],
  ["fuse.davfs", url],
  ["fuse.davfs2", url],
  ["fuse.sshfs", first],
  ["fuse.curlftpfs", url],
  ["fuse.rclone", untold],
  ["fuse.s3fs", untold],
  ["fuse.gcsfuse", untold],
  ["fuse.juicefs", untold],
  ["fuse.mfs", untold],
  ["fuse.moosefs", untold],
  ["fuse.lizardfs", untold],
  ["fuse.seaweedfs", untold],
  ["fuse.nfs", first],
  ["fuse.hdfs", untold],
]);

/**
 * The servers of a file system; null for one that does not come over the network. What is told by no address, or by the
 * name of a host, is a peer of which it is not known how it is reached.
 * @param what stands on it, for a person
 * @param nameOf the interface of a number; null when there is none such
 */
export function serversOf(
  line: MountLine,
  what: string,
  nameOf: (index: string) => string | null,
): readonly PeerFacts[] | null {
  const { type, source, options } = line;
  const tell = type === "9p" ? (isOverIp(options) ? first9p : undefined) : REMOTE.get(type);
  if (tell === undefined) return null;
  const hosts = tell(line).flatMap((text) => hostOf(text) ?? []);
  const from = hostOf(optionOf(options, SOURCE_OPTION.get(tell) ?? ""));
  // What NFS calls from is up to the kernel.
  const sources = tell === nfs && isSource(from) ? [null, from] : [from];
  return (hosts.length === 0 ? [source] : hosts).flatMap((host) =>
    sources.map((each) => peerOf("mount", { host, by: null, from: each }, what, nameOf)),
  );
}

function isOverIp(options: string): boolean {
  return ["tcp", "rdma"].includes(optionOf(options, "trans") ?? "");
}
const first9p: Servers = ({ source }) => [source];

/** An address, and not any. */
function isSource(from: string | null | undefined): from is string {
  return (
    from !== null && from !== undefined && isIP(from.replace(/%.*$/, "")) !== 0 && !/^(?:0\.0\.0\.0|::)$/.test(from)
  );
}

/** Another machine that has something. */
export interface Far {
  /** An address, perhaps with a zone, or what else stands for it. */
  readonly host: Words;
  /** The interface that it is bound to. */
  readonly by: string | null;
  /** The address here that it is bound to, perhaps with a zone. */
  readonly from?: string | null;
}

export function peerOf(
  kind: PeerFacts["kind"],
  { host, by, from }: Far,
  what: Words,
  nameOf: (index: string) => string | null,
): PeerFacts {
  const [source, sourceZone] = isSource(from) ? from.split("%") : [];
  const isAddress = typeof host === "string" && isIP(host.replace(/%.*$/, "")) !== 0;
  const [address = host, zone = sourceZone] = isAddress ? host.split("%") : [];
  const name = by ?? (zone === undefined ? null : /^\d+$/.test(zone) ? nameOf(zone) : zone);
  return { kind, address, what, by: name === null ? null : [name], ...(source === undefined ? {} : { from: source }) };
}
