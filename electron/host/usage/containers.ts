/**
 * The container that a program runs in, by its cgroups. Whoever may make cgroups names them, so a container may have any
 * name that is let through here, and nobody is protected less for being in one.
 */
import type { ContainerFacts } from "../../../shared/machine/usage-facts.ts";
import type { Words } from "../../../shared/words/message.ts";

/** Characters of a path: what the helper sends is shorter (`cgroups` in the script). */
const LONGEST = 1000;
const ID = /^[0-9a-f]{64}$/;
/** Digits of an id that `docker ps` and others show, and take. */
const SHOWN = 12;

interface Kind {
  readonly engine: ContainerFacts["engine"];
  /** A part of a path, with the container's id or name. */
  readonly part: RegExp;
  /** The part above it; left out = any. */
  readonly below?: RegExp;
}

/** By systemd's unit, or by the folder that the engine makes where it manages cgroups itself; Incus and LXD make those of LXC. */
const KINDS: readonly Kind[] = [
  { engine: "docker", part: /^docker-([0-9a-f]{64})\.scope$/ },
  { engine: "docker", part: /^([0-9a-f]{64})$/, below: /^docker$/ },
  { engine: "podman", part: /^libpod-([0-9a-f]{64})(?:\.scope)?$/ },
  { engine: "containerd", part: /^(?:[^:]+:)?cri-containerd[-:]([0-9a-f]{64})(?:\.scope)?$/ },
  { engine: "cri-o", part: /^crio-([0-9a-f]{64})(?:\.scope)?$/ },
  { engine: "kubernetes", part: /^([0-9a-f]{64})$/, below: /^pod[0-9a-f-]{32,36}$/ },
  { engine: "lxc", part: /^lxc\.payload\.(.+)$/ },
  { engine: "lxc", part: /^(.+)$/, below: /^lxc$/ },
  { engine: "libvirt-lxc", part: /^machine-lxc\\x2d\d+\\x2d(.+)\.scope$/ },
  { engine: "nspawn", part: /^machine-(?!qemu\\x2d|lxc\\x2d)(.+)\.scope$/, below: /^machine\.slice$/ },
  { engine: "nspawn", part: /^systemd-nspawn@(.+)\.service$/, below: /^machine\.slice$/ },
];
/** A pod's own cgroup, whose container is none that is known: `kubepods-burstable-pod<uid>.slice`, `pod<uid>`. */
const POD = /^(?:kubepods(?:-[a-z]+)*-)?pod([0-9a-f]{8})[0-9a-f_-]{24,28}(?:\.slice)?$/;

/** Virtual machines are registered as machines as well, whatever they are called. */
const MONITOR = /^(?:qemu|cloud-hyp|firecracker|crosvm)/;

/** undefined = none is known of. */
export type ContainerOf = (pid: number, process: Words) => ContainerFacts | undefined;

/** @param lines `PID PATH` */
export function readContainers(lines: readonly string[]): ContainerOf {
  const paths = new Map<number, Set<string>>();
  for (const line of lines) {
    const [, pid, path = ""] = /^(\d{1,10}) (\/.*)$/.exec(line) ?? [];
    if (pid === undefined || path.length > LONGEST) continue;
    const own = paths.get(Number(pid)) ?? new Set();
    paths.set(Number(pid), own.add(path));
  }
  return (pid, process) => {
    const [container] = [...(paths.get(pid) ?? [])].flatMap((path) => containerIn(path) ?? []);
    const isMonitor = typeof process === "string" && MONITOR.test(process);
    return container?.engine === "nspawn" && isMonitor ? undefined : container;
  };
}

/** The outermost one, which the machine itself has: what is inside of it may have made the rest. */
function containerIn(path: string): ContainerFacts | null {
  const parts = path.replace(/ \(deleted\)$/, "").split("/");
  let pod: string | null = null;
  for (const [at, part] of parts.entries()) {
    const above = parts[at - 1] ?? "";
    for (const { engine, part: pattern, below } of KINDS) {
      const text = below === undefined || below.test(above) ? pattern.exec(part)?.[1] : undefined;
      if (text !== undefined) return named(engine, text);
    }
    pod ??= POD.exec(part)?.[1] ?? null;
  }
  return pod === null ? null : { engine: "kubernetes", name: `pod ${pod}` };
}

/** Names as people give them, with what systemd writes otherwise (`\x2d`); any other is not said. */
function named(engine: ContainerFacts["engine"], text: string): ContainerFacts | null {
  if (ID.test(text)) return { engine, name: text.slice(0, SHOWN) };
  const name = text.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /^[A-Za-z0-9_][A-Za-z0-9_.:@+-]{0,63}$/.test(name) ? { engine, name } : null;
}
