/**
 * Which interfaces of functions carry an interface: what it is made of (members, parents), and what the other end of a
 * tunnel is reached by. Where interfaces stand on each other in such numbers that not all can be walked, it is not known
 * what carries the rest. Pure.
 */
import type { Bdf } from "../pci/bdf.ts";
import type { Message } from "../words/message.ts";
import { USAGE_NETWORK_WORDS as T } from "../words/texts/usage-network.ts";
import { pushTo } from "./lists.ts";
import type { InterfaceFacts, UsageFacts } from "./usage-facts.ts";
import { reached, Walker, walkSome, wayBack } from "./walk.ts";

/** A function that carries something, with the way up: `eth0 → bond0 → bond0.7`. */
export interface Carrier {
  readonly bdf: Bdf;
  readonly way: string;
  /** Its interface, with what that is a member of, where it is down and carries nothing itself. */
  readonly down: { readonly name: string; readonly memberOf: string | null } | null;
}

interface Carried {
  readonly found: readonly Carrier[];
  /** Those of which nothing tells what carries them. */
  readonly endless: readonly string[];
}

/** Interfaces above one that are walked for looking at it. */
const MAX_ABOVE = 256;
/** Links followed for all that interfaces carry: a hundred times 1,000 interfaces on a bridge on a VLAN on a bond. */
const MAX_FOLLOWED = 500_000;
/** Interfaces of a way that are told. */
const LONGEST_WAY = 6;

/** Made by software, and no tunnel: it has no other end. */
const WITHOUT_END: ReadonlySet<string> = new Set(["bond", "bridge", "dummy", "ifb", "openvswitch", "team", "vrf"]);

const NO_NAMES: readonly string[] = [];

export class Carriers {
  private readonly byName = new Map<string, InterfaceFacts>();
  private readonly lowers = new Map<string, readonly string[]>();
  private readonly uppers = new Map<string, string[]>();
  private readonly byAddress = new Map<string, string[]>();
  /** Stand on a device, whichever it is. */
  private readonly grounded: ReadonlySet<string>;
  private readonly walker = new Walker(MAX_FOLLOWED);
  private readonly walks = new Map<string, Carried>();
  /** Walks from these were given up. */
  private readonly unwalked = new Set<string>();
  /**
   * Functions by which packets may leave: those with an interface that is not known to be down. It needs no address, for
   * a program, a switch or another network namespace may send by it what was given to an interface made by software.
   */
  readonly outward: ReadonlySet<Bdf>;

  constructor({ interfaces, hidden, peers }: UsageFacts) {
    for (const each of interfaces) {
      if (each.movedTo === null) this.byName.set(each.name, each);
    }
    const ends = new Map<string, string[]>();
    for (const { kind, what, by } of peers) {
      // The kernel knows marks that lead packets of a tunnel past itself, which may not be told.
      if (kind !== "tunnel" || typeof what !== "string") continue;
      for (const name of by ?? NO_NAMES) if (name !== what) pushTo(ends, what, name);
    }
    for (const { name, lower, addresses } of this.byName.values()) {
      const below = [...new Set([...lower, ...(ends.get(name) ?? [])])];
      this.lowers.set(name, below);
      for (const each of below) pushTo(this.uppers, each, name);
      for (const address of addresses) pushTo(this.byAddress, address, name);
    }
    const devices = [...this.byName.values()].filter(({ isVirtual }) => !isVirtual).map(({ name }) => name);
    this.grounded = reached(devices, (name) => this.uppers.get(name));
    const sending = interfaces.flatMap(({ bdf, up }) => (bdf !== null && up !== false ? bdf : []));
    this.outward = new Set([...sending, ...hidden]);
  }

  withAddress(address: string): readonly string[] {
    return this.byAddress.get(address) ?? NO_NAMES;
  }

  /** What carries these interfaces, the nearest way of each function. */
  of(names: readonly string[]): Carried {
    const [only = ""] = names;
    const key = names.length <= 1 ? only : [...new Set(names)].sort().join("\n");
    const before = this.walks.get(key);
    if (before) return before;
    const above = this.walker.walk(names, (name) => this.lowers.get(name));
    if (above === null) for (const name of names) this.unwalked.add(name);
    const found = new Map<Bdf, Carrier>();
    for (const name of above?.keys() ?? []) {
      const { bdf = null, up = null } = this.byName.get(name) ?? {};
      // The nearest that is up; of several that are down the nearest.
      if (bdf === null || (found.has(bdf) && (found.get(bdf)?.down === null || up === false))) continue;
      const way = wayBack(name, above ?? new Map());
      found.set(bdf, { bdf, way: wayText(way), down: up === false ? { name, memberOf: way[1] ?? null } : null });
    }
    const isGrounded = above !== null && names.some((name) => this.grounded.has(name));
    const endless = isGrounded ? NO_NAMES : names.filter((name) => this.byName.has(name) && name !== "lo");
    const result = { found: [...found.values()], endless };
    this.walks.set(key, result);
    return result;
  }

  /** They stand on devices that are no PCI functions of their own. */
  isElsewhere(names: readonly string[]): boolean {
    return names.some((name) => this.grounded.has(name));
  }

  /** Why it is not known what carries an interface, in a clause. */
  lack(name: string): Message {
    if (this.unwalked.has(name)) return T.lackTooMany;
    const kind = this.byName.get(name)?.kind ?? null;
    return kind !== null && WITHOUT_END.has(kind) ? T.lackBelow : T.lackEnd;
  }

  /** What is made of an interface at once; null = nothing. */
  upper(name: string): string | null {
    return this.uppers.get(name)?.[0] ?? null;
  }

  /** The farthest of what stands on an interface, the way there and some addresses of it all. */
  standingOn({ name }: InterfaceFacts): { readonly top: string; readonly way: string; readonly addresses: string[] } {
    const below = walkSome(name, (each) => this.uppers.get(each), MAX_ABOVE);
    const top = [...below.keys()].at(-1) ?? name;
    const addresses = new Set<string>();
    for (const each of below.keys()) {
      for (const address of this.byName.get(each)?.addresses ?? []) {
        if (addresses.size > 2) break;
        addresses.add(address);
      }
    }
    return { top, way: wayText(wayBack(top, below).reverse()), addresses: [...addresses] };
  }

  /** Addresses of interfaces that stand on nothing and lead nowhere: the loopback, dummies. */
  services(): { readonly addresses: readonly string[]; readonly on: readonly string[] } {
    const bare = [...this.byName.values()].filter(
      ({ name, kind, addresses }) =>
        (name === "lo" || kind === "dummy") && addresses.length > 0 && !this.grounded.has(name),
    );
    return { addresses: bare.flatMap(({ addresses }) => addresses), on: bare.map(({ name }) => name) };
  }
}

function wayText(way: readonly string[]): string {
  const shown = way.length > LONGEST_WAY ? [...way.slice(0, 3), "…", ...way.slice(-2)] : way;
  return shown.join(" → ");
}
