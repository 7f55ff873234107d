/**
 * What the kernel, or what takes over when it crashes, does with devices that no program has open: lines of the helper
 * (`xdp eth0`), each by what it is, and the configuration of kdump.
 */
import { isIP } from "node:net";
import type { PeerFacts, ServiceFacts, UnreadSource } from "../../../shared/machine/usage-facts.ts";
import { USAGE_NETWORK_WORDS } from "../../../shared/words/texts/usage-network.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import type { Addresses } from "./addresses.ts";
import { functionOf, type UsagePlaces, unreadPart } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";
import { hostOf, peerOf } from "./servers.ts";

interface Services {
  readonly found: readonly ServiceFacts[];
  /** Other machines that they need. */
  readonly peers: readonly PeerFacts[];
  readonly unread: readonly UnreadSource[];
}

/** What is known of the machine otherwise. */
interface Around {
  readonly addresses: Addresses;
  /** Block devices that a file or a device node is on; null = that is not told. */
  readonly devicesAt: (path: string) => readonly string[] | null;
}

const NOWHERE = { interface: null, block: null, bdf: null, drivers: null } as const;

class ServiceReader {
  private readonly found: ServiceFacts[] = [];
  private readonly peers: PeerFacts[] = [];
  private readonly unread: UnreadSource[] = [];
  private readonly files: SentFiles;
  private readonly around: Around;

  constructor(files: SentFiles, around: Around) {
    this.files = files;
    this.around = around;
  }

  read(lines: readonly string[]): Services {
    for (const line of new Set(lines)) {
      const [what = "", first = "", ...rest] = line.split(" ");
      this.add(what, first, rest.join(" "));
    }
    this.cluster(lines);
    this.guestsOfXen();
    this.crashDumps();
    return { found: this.found, peers: this.peers, unread: this.unread };
  }

  private add(what: string, first: string, rest: string): void {
    switch (what) {
      case "xdp":
        this.found.push({ ...NOWHERE, kind: "xdp", name: first, interface: first });
        break;
      case "xsk":
        this.found.push({ ...NOWHERE, kind: "xsk", name: first, interface: first });
        break;
      case "log":
        this.found.push({ ...NOWHERE, kind: "log", name: rest, interface: first });
        break;
      case "rdma": {
        const bdf = functionOf(this.files.real(`/sys/class/infiniband/${first}`));
        if (bdf !== null) this.found.push({ ...NOWHERE, kind: "rdma", name: rest, bdf });
        break;
      }
      case "dma": {
        const bdf = functionOf(this.files.real(`/sys/class/dma/${first}`));
        if (bdf !== null) this.found.push({ ...NOWHERE, kind: "dma", name: first, bdf });
        break;
      }
      case "crypto":
        this.engine(first, rest);
        break;
      case "export":
        this.disk("export", first, rest);
        break;
      case "crash-log":
        this.disk("crash-log", "pstore", first);
        break;
      case "ipsec":
        if (isIP(first) !== 0) {
          const end = { host: first, by: null, from: rest };
          this.peers.push(peerOf("ipsec", end, USAGE_NETWORK_WORDS.ipsecPeer, () => null));
        }
        break;
    }
  }

  /** Their packets go through no program that has a tap open (drivers/net/xen-netback): `/sys/devices/vif-3-0/net/vif3.0`. */
  private guestsOfXen(): void {
    for (const name of this.files.names("/sys/class/net")) {
      const isVif = /^\/sys\/devices\/vif-\d+-\d+\/net\//.test(this.files.real(`/sys/class/net/${name}`) ?? "");
      if (isVif) this.found.push({ ...NOWHERE, kind: "vif", name, interface: name });
    }
  }

  /** `pci:4xxx` may be any function on 4xxx; devices of another bus lie below theirs (`virtio:virtio_crypto`). */
  private engine(name: string, driver: string): void {
    const [, bus = "", of = ""] = /^([^:]+):(.+)$/.exec(driver) ?? [];
    if (bus === "pci") {
      this.found.push({ ...NOWHERE, kind: "crypto", name, drivers: [of] });
      return;
    }
    const folder = `/sys/bus/${bus}/drivers/${of}`;
    const bdfs = this.files.names(folder).flatMap((each) => functionOf(this.files.real(`${folder}/${each}`)) ?? []);
    for (const bdf of new Set(bdfs)) this.found.push({ ...NOWHERE, kind: "crypto", name, bdf });
  }

  private disk(kind: "export" | "crash-log" | "dump", name: string, path: string): void {
    // nvmet passes controllers through whole.
    const controller = /^\/dev\/(nvme\d+)$/.exec(this.files.real(path) ?? path)?.[1];
    const bdf = controller === undefined ? null : functionOf(this.files.real(`/sys/class/nvme/${controller}`));
    if (bdf !== null) {
      this.found.push({ ...NOWHERE, kind, name, bdf });
      return;
    }
    const devices = this.around.devicesAt(path);
    for (const block of devices ?? []) this.found.push({ ...NOWHERE, kind, name, block });
    if (devices !== null || kind !== "export") return;
    const reason = path.startsWith("/") ? T.exportedDisk({ path, name }) : T.exportedUnnamed({ name });
    this.unread.push(unreadPart("services", "ENOTSUP", reason));
  }

  /** `cluster corosync 192.0.2.7`: the machine's own addresses among those of all nodes, which may be names of hosts. */
  private cluster(lines: readonly string[]): void {
    const nodes = new Map<string, Set<string>>();
    for (const line of lines) {
      const [, name, node] = /^cluster (\S+) (\S+)$/.exec(line) ?? [];
      if (name !== undefined && node !== undefined) nodes.set(name, (nodes.get(name) ?? new Set()).add(node));
    }
    for (const [name, words] of nodes) {
      const own = [...this.around.addresses].filter(([, all]) => all.some((address) => words.has(address)));
      const places = own.length === 0 ? [null] : own.map(([by]) => by);
      for (const by of places) this.found.push({ ...NOWHERE, kind: "cluster", name, interface: by });
    }
  }

  /** kdump.conf(5), kdump-tools(5) of Debian, SUSE's /etc/sysconfig/kdump: sent where a crash kernel is loaded. */
  private crashDumps(): void {
    for (const [what, value] of ["/etc/kdump.conf", "/etc/default/kdump-tools", "/etc/sysconfig/kdump"].flatMap(
      (path) => settings(this.files.text(path) ?? ""),
    )) {
      if (DISK.test(what)) this.disk("dump", "kdump", nodeOf(value));
      const host = hostOf(serverOf(what, value));
      if (host !== null)
        this.peers.push({ kind: "dump", address: host, what: USAGE_NETWORK_WORDS.dumpMachine, by: null });
    }
  }
}

/** `raw /dev/sdb1`, `ext4 UUID=…` of kdump.conf. */
const DISK = /^(?:raw|ext[234]|xfs|btrfs|minix)$/;

/** `WORD VALUE` and `WORD="VALUE"`, without comments. */
function settings(text: string): [string, string][] {
  return text.split("\n").flatMap((line): [string, string][] => {
    const [, word, value] = /^\s*([A-Za-z_0-9]+)(?:\s*=\s*|\s+)["']?([^"'#]+?)["']?\s*(?:#.*)?$/.exec(line) ?? [];
    return word === undefined || value === undefined ? [] : [[word, value]];
  });
}

function nodeOf(value: string): string {
  const [, tag = "", name = ""] = /^(UUID|LABEL|PARTUUID|PARTLABEL)=(.+)$/.exec(value) ?? [];
  return tag === "" ? value : `/dev/disk/by-${tag.toLowerCase()}/${name}`;
}

/** `SERVER:/path`, `USER@SERVER`, `ssh://USER@SERVER/path`; null for what is no server's. */
function serverOf(what: string, value: string): string | null {
  if (/^(?:nfs|ssh|net|NFS|SSH|FTP)$/.test(what)) return /^(.+?)(?::\/.*)?$/.exec(value)?.[1] ?? null;
  return what === "KDUMP_SAVEDIR" ? (/^(?:nfs|ssh|s?ftp|cifs):\/\/([^/]+)/.exec(value)?.[1] ?? null) : null;
}

export function readServices({ files, said }: UsagePlaces, around: Around): Services {
  return new ServiceReader(files, around).read(said.get("services") ?? []);
}
