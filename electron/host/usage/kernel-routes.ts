/** The kernel's own tables of routes, for machines that have no `ip`: /proc/net/route and /proc/net/ipv6_route (proc_net(5)). */

export interface KernelRoute {
  readonly name: string;
  /** 32 bits, the first byte of the address on top. */
  readonly destination: number;
  /** 32 bits: ones, then zeros. */
  readonly mask: number;
  readonly gateway: boolean;
}

export interface KernelRoute6 {
  readonly name: string;
  /** 32 digits. */
  readonly destination: string;
  /** 0 to 128. */
  readonly prefix: number;
}

interface KernelRoutes<T> {
  /** Those that are in use. */
  readonly routes: readonly T[];
  /** The first line that is no route: what it stands for is not known. null = there is none. */
  readonly odd: string | null;
}

/** Flags of a route (include/uapi/linux/route.h). */
const UP = 0x1;
const GATEWAY = 0x2;
const REJECT = 0x200;

/** Numbers stand in the machine's byte order (net/ipv4/fib_trie.c); all that we run on are little-endian. */
export function ipv4Routes(text: string): KernelRoutes<KernelRoute> {
  return routesOf(text, (words) => {
    const [name = "", destination = "", , flags = "", , , , mask = ""] = words;
    if (![destination, mask].every((word) => /^[0-9A-F]{8}$/i.test(word)) || !isHex(flags)) return null;
    const bits = Number.parseInt(flags, 16);
    const ones = littleEndian(mask);
    if (prefixOf(ones) === null) return null;
    return {
      bits,
      route: { name, destination: littleEndian(destination), mask: ones, gateway: (bits & GATEWAY) !== 0 },
    };
  });
}

export function ipv6Routes(text: string): KernelRoutes<KernelRoute6> {
  return routesOf(text, (words) => {
    const [destination = "", length = "", , , , , , , flags = "", name = ""] = words;
    const prefix = Number.parseInt(length, 16);
    if (!/^[0-9a-f]{32}$/.test(destination) || !isHex(length) || prefix > 128 || !isHex(flags) || name === "")
      return null;
    return { bits: Number.parseInt(flags, 16), route: { name, destination, prefix } };
  });
}

/** How many ones a mask begins with; null where others follow its first zero. */
export function prefixOf(mask: number): number | null {
  const prefix = Math.clz32(~mask);
  return (prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0) === mask ? prefix : null;
}

function routesOf<T>(
  text: string,
  read: (words: readonly string[]) => { readonly bits: number; readonly route: T } | null,
): KernelRoutes<T> {
  let odd: string | null = null;
  const routes = text.split("\n").flatMap((line): T[] => {
    const words = line.trim().split(/\s+/);
    if (words[0] === "" || words[0] === "Iface") return [];
    const found = read(words);
    if (found === null) odd ??= line.trim();
    return found !== null && (found.bits & UP) !== 0 && (found.bits & REJECT) === 0 ? [found.route] : [];
  });
  return { routes, odd };
}

function isHex(word: string): boolean {
  return /^[0-9a-f]{1,8}$/i.test(word);
}

function littleEndian(digits: string): number {
  return Buffer.from(digits, "hex").readUInt32LE();
}
