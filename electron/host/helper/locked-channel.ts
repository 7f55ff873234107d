/** Reads attributes behind locks through the helper, and leaves alone what an operation holds or what hung before. */
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { Holds } from "../holds.ts";
import type { LockedAnswer, LockedReads, LockedRequest } from "../sysfs/locked-reads.ts";
import { NETWORK } from "../sysfs/scan.ts";
import { type LockedText, parseLocked, parsePorts } from "./locked-text.ts";

/** Given up on in one call; every one of them costs the helper's whole patience. */
const MAX_STUCK = 4;
/** A function that hung is asked again after this long. Each try leaves a process behind until the lock is free. */
const AGAIN_MS = 60_000;
/** The lock of all interfaces is free again within seconds, and who waited for it was ended (net-sysfs.c: rtnl_trylock). */
const NETWORK_AGAIN_MS = 10_000;
const TIMED_OUT: LockedAnswer = { code: "ETIMEDOUT" };

type Request = (...words: readonly string[]) => Promise<string>;

export class LockedChannel {
  private readonly request: Request;
  private readonly held = new Holds<Bdf>();
  private readonly stuckSince = new Map<Bdf, number>();
  private readonly before = new Map<string, string>();
  private networkStuckSince = Number.NEGATIVE_INFINITY;
  private readonly portsBefore = new Map<string, LockedAnswer>();

  constructor(request: Request) {
    this.request = request;
  }

  isHeld(bdf: Bdf): boolean {
    return this.held.has(bdf);
  }

  /** While an operation of our own runs on this function nothing is read of it. @param bdf null = on none */
  during<T>(bdf: Bdf | null, work: () => Promise<T>): Promise<T> {
    return this.held.during(bdf, work);
  }

  /** The next look asks for ports again, whenever they could not be read. */
  askAgain(): void {
    this.networkStuckSince = Number.NEGATIVE_INFINITY;
  }

  /**
   * Asks at once, so that the answers are on their way while the rest is read. They are there when `read` is called.
   * @param only these functions, or all
   * @param known the functions of the last look, in case some of all must be left alone
   */
  start(only: readonly Bdf[] | undefined, known: readonly Bdf[]): Pick<LockedReads, "read"> {
    const wanted = only ?? (this.isCareful ? known : null);
    const first = this.ask(wanted === null ? null : this.free(wanted));
    // What goes wrong here is told by the answers; the caller may never come to read them.
    first.catch(() => undefined);
    return { read: (requests) => this.finish(first, requests) };
  }

  private async finish(
    first: Promise<LockedText>,
    requests: readonly LockedRequest[],
  ): Promise<ReadonlyMap<string, LockedAnswer>> {
    const ports = this.ports(requests.filter(({ owner }) => owner === NETWORK));
    let { texts, late, stuck } = await first;
    for (let hung = 1; stuck !== null && hung < MAX_STUCK; hung++) {
      const owners = new Set(
        requests.flatMap(({ owner, path }) => (texts.has(keyOf(path)) || !isBdf(owner) ? [] : [owner])),
      );
      const more = await this.ask(this.free([...owners]));
      texts = new Map([...texts, ...more.texts]);
      ({ late, stuck } = more);
    }
    const named = await ports;
    return new Map(
      requests.map(({ owner, path }) => [path, named.get(path) ?? this.answer(texts, late, owner, keyOf(path))]),
    );
  }

  /** What stands behind the lock of all interfaces, which one that hangs keeps from being asked for again. */
  private async ports(requests: readonly LockedRequest[]): Promise<ReadonlyMap<string, LockedAnswer>> {
    if (requests.length === 0) return new Map();
    const bdfs = new Set(requests.map(({ path }) => bdfIn(path)));
    const isStuck = performance.now() - this.networkStuckSince < NETWORK_AGAIN_MS;
    // A helper of before does not have the verb: then nothing is known of ports.
    const text = isStuck ? LATE_ANSWER : await this.request("ports", ...bdfs).catch(() => LATE_ANSWER);
    const { answers, late } = parsePorts(text);
    if (late && !isStuck) this.networkStuckSince = performance.now();
    // Of each interface that stands right below its function there is an answer; those of virtio have no ports.
    const missing: LockedAnswer = late ? TIMED_OUT : { code: "ENOENT" };
    // What a port is called does not change while its interface is there.
    for (const [key, answer] of answers) this.portsBefore.set(key, answer);
    const known = (key: string) => answers.get(key) ?? (late ? this.portsBefore.get(key) : undefined);
    return new Map(requests.map(({ path }) => [path, known(belowDevices(path)) ?? missing]));
  }

  private answer(texts: ReadonlyMap<string, string>, late: boolean, owner: string, key: string): LockedAnswer {
    const text = texts.get(key);
    if (text !== undefined) return { text };
    if (!isBdf(owner)) return { code: "ENOENT" };
    const before = this.held.has(owner) ? this.before.get(key) : undefined;
    if (before !== undefined) return { text: before };
    return late || this.held.has(owner) || this.stuckSince.has(owner) ? TIMED_OUT : { code: "ENOENT" };
  }

  /** True when a look at all functions would ask for one that must be left alone. */
  private get isCareful(): boolean {
    const now = performance.now();
    for (const [bdf, since] of this.stuckSince) if (now - since > AGAIN_MS) this.stuckSince.delete(bdf);
    return this.held.any || this.stuckSince.size > 0;
  }

  private free(bdfs: readonly Bdf[]): Bdf[] {
    return bdfs.filter((bdf) => !this.held.has(bdf) && !this.stuckSince.has(bdf));
  }

  /** @param bdfs null = all functions */
  private async ask(bdfs: readonly Bdf[] | null): Promise<LockedText> {
    if (bdfs?.length === 0) return { texts: new Map(), late: false, stuck: null };
    const answer = parseLocked(await this.request("locked", ...(bdfs ?? [])));
    for (const [key, text] of answer.texts) this.before.set(key, text);
    if (answer.stuck !== null) this.stuckSince.set(answer.stuck, performance.now());
    return answer;
  }
}

const LATE_ANSWER = "=late";

/** `0000:01:00.0/driver_override` of an absolute path. */
function keyOf(path: string): string {
  return path.split("/").slice(-2).join("/");
}

/** `0000:01:00.0/net/eth0/phys_port_name` of an absolute path. */
function belowDevices(path: string): string {
  return path.split("/").slice(-4).join("/");
}

function bdfIn(path: string): string {
  return path.split("/").at(-4) ?? "";
}
