import { describe, expect, it } from "vitest";
import { english } from "../words/testing/english.ts";
import { COMMON } from "../words/texts/common.ts";
import type { FunctionInfo } from "./facts.ts";
import { buildMachine } from "./machine.ts";
import { functionMatches, parseQuery } from "./search.ts";
import { bdf, functionInfo, snapshot } from "./testing/sample-machine.ts";
import { block, DEFAULT_ROUTE, holder, iface, session, usageFacts } from "./testing/usage.ts";
import { resolveUsage } from "./usage.ts";
import type { ProcessFacts, UsageFacts } from "./usage-facts.ts";
import { type UsageTold, usedByIndex } from "./used-by.ts";

const net = (name: string, state: string) => ({ kind: "net", name, state, address: null }) as const;
const disk = (name: string) => ({ kind: "block", name, state: null, address: null }) as const;
const PF = functionInfo("01:00.0", {
  classCode: 0x020000,
  driver: "mlx5_core",
  virtfns: [4, 5, 6].map((fn, index) => ({ index, bdf: bdf(`01:00.${fn}`) })),
});
const vf = (fn: number, facts: Partial<FunctionInfo> = {}) =>
  functionInfo(`01:00.${fn}`, { physfn: PF.bdf, iommuGroup: `4${fn}`, ...facts });
const FUNCTIONS = [
  PF,
  vf(4, { driver: "vfio-pci" }),
  vf(5, { driver: "vfio-pci" }),
  vf(6, { driver: "mlx5_core", children: [net("ens1f0v2", "up")] }),
  functionInfo("02:00.0", { driver: "nvme", children: [disk("nvme0n1")] }),
];
const MACHINE = buildMachine(snapshot(FUNCTIONS));

/** As the program answers. */
function answer(facts: Partial<UsageFacts>, machine = MACHINE) {
  const { reasonsOf, unread } = resolveUsage(usageFacts(facts), machine);
  const functions = machine.functions.map((fn) => ({ bdf: fn.bdf, reasons: reasonsOf(fn.bdf) }));
  return { unread, functions, seen: machine };
}

function told(address: string, facts: Partial<UsageFacts> | null, machine = MACHINE): string {
  const index = usedByIndex(machine, facts === null ? null : answer(facts, machine));
  const fn = machine.byBdf.get(bdf(address));
  if (fn === undefined) throw new Error(address);
  const { state, users } = index.of(fn);
  return [state, ...users.map(({ kind, text }) => `${kind}: ${english(text)}`)].join("; ");
}

/** @param query as a person types it */
function foundBy(query: string, facts: Partial<UsageFacts>): string[] {
  const view = { machine: MACHINE, usedBy: usedByIndex(MACHINE, answer(facts)) };
  return MACHINE.functions.filter((fn) => functionMatches(view, fn, parseQuery(query))).map(({ bdf: found }) => found);
}

const QEMU = holder("01:00.4", { process: "qemu-system-x86", pid: 4121, vm: "build-07" });

describe("who uses a function", () => {
  it("is said in the words of a cell", () => {
    expect(told("01:00.4", { holders: [QEMU] })).toBe("used; guest: guest build-07");
    expect(told("01:00.4", { holders: [{ ...QEMU, vm: null }] })).toBe("used; program: qemu-system-x86 (pid 4121)");
    expect(told("01:00.4", { holders: [QEMU, { ...QEMU, vm: "build-08", pid: 5 }] })).toBe(
      "used; guest: guest build-07 and 1 more",
    );
    const mounts = ["/var", "/"].map(
      (where) => ({ kind: "mount", where, type: "ext4", devices: ["nvme0n1"] }) as const,
    );
    expect(told("02:00.0", { blocks: [block("nvme0n1", { bdfs: ["02:00.0"] })], mounts })).toBe(
      "used; disk: / and 1 more",
    );
    const facts = {
      interfaces: [iface("ens1f0", { bdf: "01:00.0", addresses: ["192.0.2.7"] })],
      routes: [DEFAULT_ROUTE("ens1f0")],
      sessions: [session("192.0.2.7")],
    };
    expect(told("01:00.0", facts)).toBe("used; network: ssh session; network: default route; network: ens1f0 up");
  });

  it("names a container, which a program in it counts as, and a guest does not", () => {
    const container = { engine: "lxc", name: "web-1" } as const;
    const moved = (facts: Partial<ProcessFacts>) => ({
      interfaces: [iface("net1", { bdf: "01:00.5", movedTo: { pid: 9, process: "nginx", ...facts } })],
    });
    expect(told("01:00.5", moved({ container }))).toBe("used; container: container lxc web-1");
    expect(told("01:00.5", moved({}))).toBe("used; container: network namespace (nginx, pid 9)");
    const program = { ...QEMU, process: "dpdk-testpmd", pid: 9, vm: null, container };
    expect(told("01:00.4", { holders: [program] })).toBe("used; container: container lxc web-1 (dpdk-testpmd, pid 9)");
    expect(told("01:00.4", { holders: [{ ...QEMU, container }] })).toBe(
      "used; guest: guest build-07 in container lxc web-1",
    );
    expect(foundBy("container", { holders: [program] })).toEqual(["0000:01:00.4"]);
    expect(foundBy("program", { holders: [program] })).toEqual(["0000:01:00.4"]);
    expect(foundBy("web-1", { holders: [program] })).toEqual(["0000:01:00.4"]);
    expect(foundBy("program", { holders: [{ ...QEMU, container }] })).toEqual([]);
  });

  it("interfaces that are up and disks count where no more is known of them", () => {
    expect(told("01:00.6", {})).toBe("used; network: ens1f0v2 up");
    expect(told("02:00.0", {})).toBe("used; disk: disk nvme0n1");
    expect(told("01:00.6", null)).toBe("used; network: ens1f0v2 up");
  });

  it("is nobody only where everything was read that would tell", () => {
    expect(told("01:00.5", {})).toBe("nobody");
    expect(told("01:00.5", null)).toBe("unknown");
    const unread = (source: "holders" | "platform") => ({ unread: [{ source, code: "EACCES", reason: "only root" }] });
    expect(told("01:00.5", unread("holders"))).toBe("unknown");
    // Settings of the kernel name no user.
    expect(told("01:00.5", unread("platform"))).toBe("nobody");
    const problem = { attribute: "net", code: "EIO", message: COMMON.unknown };
    const odd = buildMachine(snapshot([vf(5, { driver: "vfio-pci", problems: [problem] })]));
    expect(told("01:00.5", {}, odd)).toBe("unknown");
    const part = buildMachine({ ...snapshot(FUNCTIONS), partOf: 9 });
    expect(told("01:00.5", {}, part)).toBe("unknown");
  });

  it("is not known where somebody may have it", () => {
    const outside = buildMachine(snapshot([vf(5, { driver: "pciback" })]));
    expect(told("01:00.5", {}, outside)).toBe("unknown; guest: maybe a guest");
  });
});

it("VFs of a PF are counted by who has them; one that is not here is not free", () => {
  expect(usedByIndex(MACHINE, answer({ holders: [QEMU] })).vfsOf(PF)).toEqual({ used: 2, free: 1, unknown: 0 });
  expect(usedByIndex(MACHINE, null).vfsOf(PF)).toEqual({ used: 1, free: 0, unknown: 2 });
  const alone = buildMachine(snapshot([PF]));
  expect(usedByIndex(alone, answer({}, alone)).vfsOf(PF)).toEqual({ used: 0, free: 0, unknown: 3 });
});

describe("an answer of before", () => {
  const usage = answer({ holders: [QEMU] });
  const now = buildMachine(
    snapshot([
      ...FUNCTIONS.filter((fn) => fn.bdf !== bdf("01:00.5")),
      vf(5, { driver: "mlx5_core", powerState: "D3hot" }),
      vf(7, { driver: "vfio-pci" }),
    ]),
  );
  const stateOf = (address: string, told: UsageTold) => {
    const fn = now.byBdf.get(bdf(address));
    if (fn === undefined) throw new Error(address);
    return usedByIndex(now, told).of(fn).state;
  };

  it("does not make free what came, or got another driver, since it was made", () => {
    expect(stateOf("01:00.7", usage)).toBe("unknown");
    expect(stateOf("01:00.5", usage)).toBe("unknown");
    expect(stateOf("01:00.4", usage)).toBe("used");
    expect(stateOf("01:00.5", { ...usage, seen: now })).toBe("nobody");
  });

  it("counts for what has changed in something else only", () => {
    const seen = buildMachine(snapshot(now.functions.map((fn) => ({ ...fn, powerState: "D0" as const }))));
    expect(stateOf("01:00.5", { ...usage, seen })).toBe("nobody");
  });

  it("after which asking failed tells of no function that nobody uses it", () => {
    expect(stateOf("01:00.5", { ...usage, seen: null })).toBe("unknown");
    expect(stateOf("01:00.4", { ...usage, seen: null })).toBe("used");
  });
});

it("an answer like the one before gives the same objects", () => {
  const usage = answer({ holders: [QEMU] });
  const [one, other] = [usedByIndex(MACHINE, usage), usedByIndex(MACHINE, { ...usage })];
  for (const fn of MACHINE.functions) expect(other.of(fn)).toBe(one.of(fn));
});
