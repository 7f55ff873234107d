import { describe, expect, it } from "vitest";
import { english } from "../words/testing/english.ts";
import { buildMachine } from "./machine.ts";
import { bdf, functionInfo, snapshot } from "./testing/sample-machine.ts";
import { block, DEFAULT_ROUTE, holder, iface, session, usageFacts } from "./testing/usage.ts";
import { resolveUsage } from "./usage.ts";
import { type HolderFacts, type UsageFacts, unreadUsage } from "./usage-facts.ts";

const NIC = "01:00.0";
const OTHER = "01:00.1";
const VFIO = { driver: "vfio-pci", iommuGroup: "41" };

const MACHINE = buildMachine(
  snapshot([
    functionInfo(NIC, { classCode: 0x020000, driver: "igb" }),
    functionInfo(OTHER, { classCode: 0x020000, driver: "igb" }),
    functionInfo("02:00.0", VFIO),
    functionInfo("02:00.1", { ...VFIO, driver: null }),
    functionInfo("03:00.0", { vendor: 0x1a03, device: 0x2000, classCode: 0x030000, driver: "ast" }),
    functionInfo("04:00.0", { physfn: bdf(NIC), classCode: 0x020000, driver: "igbvf" }),
  ]),
);

/** `kind level: text` of each reason of a function. */
function told(address: string, facts: Partial<UsageFacts>): string[] {
  const usage = resolveUsage(usageFacts(facts), MACHINE);
  return usage.reasonsOf(bdf(address)).map(({ kind, level, text }) => `${kind} ${level}: ${english(text)}`);
}

describe("what stands on an interface", () => {
  it("is found through bonds, VLANs and bridges, with the way there", () => {
    const interfaces = [
      iface("eth0", { bdf: NIC }),
      iface("eth1", { bdf: OTHER, up: false }),
      iface("bond0", { kind: "bond", lower: ["eth0", "eth1"] }),
      iface("bond0.7", { kind: "vlan", lower: ["bond0"], addresses: ["192.0.2.7"] }),
      iface("br0", { kind: "bridge", lower: ["bond0.7"], addresses: ["192.0.2.8"] }),
    ];
    const facts = { interfaces, routes: [DEFAULT_ROUTE("br0")], sessions: [session("192.0.2.7")] };
    expect(told(NIC, facts)).toEqual([
      "session protected: carries the ssh session you are connected through (eth0 → bond0 → bond0.7)",
      "default-route protected: carries the default route (eth0 → bond0 → bond0.7 → br0)",
      "net in use: is part of br0 with 192.0.2.7 and 192.0.2.8",
    ]);
    // A member that is down carries nothing now, and still is a member.
    expect(told(OTHER, facts)).toEqual([
      "session protected: is a member of bond0, which carries the ssh session you are connected through (eth1 → bond0 → bond0.7; eth1 is down)",
      "default-route protected: is a member of bond0, which carries the default route (eth1 → bond0 → bond0.7 → br0; eth1 is down)",
    ]);
  });

  it("is carried by the port that is up where a function has several, and by none that is down", () => {
    const ports = [iface("p0", { bdf: NIC, up: false }), iface("p1", { bdf: NIC })];
    const bond = iface("bond0", { kind: "bond", lower: ["p0", "p1"], addresses: ["192.0.2.7"] });
    const routes = (name: string) => ({ interfaces: [...ports, bond], routes: [DEFAULT_ROUTE(name)] });
    expect(told(NIC, routes("bond0"))[0]).toBe("default-route protected: carries the default route (p1 → bond0)");
    expect(told(NIC, routes("p0"))[0]).toBe("default-route protected: carries the default route (p0, which is down)");
    const down = ports.map((port) => ({ ...port, up: false }));
    expect(told(NIC, { ...routes("bond0"), interfaces: [...down, bond] })[0]).toBe(
      "default-route protected: is a member of bond0, which carries the default route (p0 → bond0; p0 is down)",
    );
  });

  it("has a few of its addresses told, in a clause that a full stop may follow", () => {
    const addresses = ["192.0.2.7", "fd00::1", "fd00::2", "fd00::3"];
    expect(told(NIC, { interfaces: [iface("eth0", { bdf: NIC, addresses })] })[0]).toBe(
      "net in use: has network interface eth0 up with 192.0.2.7, fd00::1 and more",
    );
  });

  it("is not found where interfaces stand on each other in a circle", () => {
    const interfaces = [iface("a", { bdf: NIC, lower: ["b"] }), iface("b", { lower: ["a"] })];
    expect(told(NIC, { interfaces })).toHaveLength(1);
  });

  it("is a network file system, by the route to its server", () => {
    const interfaces = [iface("eth0", { bdf: NIC }), iface("eth1", { bdf: OTHER })];
    const peers = [{ kind: "mount", address: "198.51.100.9", what: "/", by: ["eth0"] } as const];
    expect(told(NIC, { interfaces, peers })[0]).toBe("network-root protected: leads to the server of / (eth0)");
    expect(told(OTHER, { interfaces, peers }).join()).not.toContain("network-root");
  });

  it("is a container that has it in its own namespace, seen or not", () => {
    const moved = { interfaces: [iface("net1", { bdf: OTHER, movedTo: { pid: 99, process: "nginx" } })] };
    expect(told(OTHER, moved)).toEqual([
      "namespace in use: has its network interface net1 in the network namespace of nginx (pid 99)",
    ]);
    expect(told("04:00.0", { interfaces: [iface("eth0", { bdf: NIC })] })[0]).toContain("a container may use it");
  });

  it("is a container by its name where that is known, of an interface, a program and a guest", () => {
    const container = { engine: "docker", name: "3f2a91c07b1e" } as const;
    const moved = { interfaces: [iface("net1", { bdf: OTHER, movedTo: { pid: 99, process: "nginx", container } })] };
    expect(told(OTHER, moved)).toEqual([
      "namespace in use: has its network interface net1 in container docker 3f2a91c07b1e (nginx, pid 99)",
    ]);
    const held = (facts: Partial<HolderFacts>) => told(NIC, { holders: [holder(NIC, { container, ...facts })] });
    expect(held({ process: "dpdk-testpmd", pid: 9, vm: null })).toEqual([
      "user-space protected: is held by dpdk-testpmd (pid 9) in container docker 3f2a91c07b1e",
    ]);
    expect(held({})).toEqual([
      "guest protected: is held by guest build-7 (qemu-system-x86, pid 4711) in container docker 3f2a91c07b1e",
    ]);
  });

  it("is somebody in another network namespace that cannot be looked into: a guard of a whole port", () => {
    const text = "has a network interface in another network namespace, and its traffic is unknown";
    expect(told(OTHER, { hidden: [bdf(OTHER)] })).toContain(`namespace protected: ${text}`);
    expect(told("04:00.0", { hidden: [bdf("04:00.0")] })).toContain(`namespace in use: ${text}`);
  });
});

describe("what stands on a disk", () => {
  const blocks = [
    block("nvme0n1", { bdfs: ["05:00.0"] }),
    block("nvme0n1p3", { below: ["nvme0n1"] }),
    block("sda", { bdfs: ["06:00.0"] }),
    block("md0", { below: ["nvme0n1p3", "sda"] }),
    block("dm-0", { below: ["md0"], label: "vg0-root" }),
    block("dm-1", { below: ["sda"], label: "vg0-guest" }),
  ];
  const mount = (where: string, device: string) => ({ kind: "mount", where, type: "ext4", devices: [device] }) as const;

  it("is found through LVM and md on every function below, in one sentence however many mounts", () => {
    const mounts = [mount("/var", "dm-0"), mount("/home", "dm-0"), mount("/", "dm-0")];
    expect(told("05:00.0", { blocks, mounts })).toEqual([
      "mount protected: carries /, /var and /home (vg0-root → md0 → nvme0n1p3 → nvme0n1)",
    ]);
    expect(told("06:00.0", { blocks, mounts })[0]).toContain("(vg0-root → md0 → sda)");
  });

  it("is swap, and a volume that is active without being mounted", () => {
    const swap = { kind: "swap", where: "/dev/nvme0n1p3", type: "swap", devices: ["nvme0n1p3"] } as const;
    expect(told("05:00.0", { blocks, mounts: [swap] })).toEqual(["swap protected: carries swap (nvme0n1p3 → nvme0n1)"]);
    expect(told("06:00.0", { blocks })).toContain(
      "block in use: is part of the active volume vg0-guest (vg0-guest → sda)",
    );
  });

  it("is found on each controller of a disk with several", () => {
    const shared = [block("nvme1n1", { bdfs: ["05:00.0", "06:00.0"] })];
    const facts = { blocks: shared, mounts: [mount("/", "nvme1n1")] };
    expect([told("05:00.0", facts), told("06:00.0", facts)].map((lines) => lines.length)).toEqual([1, 1]);
  });
});

describe("who holds a function", () => {
  it("is a guest by name, or a program, and protected", () => {
    expect(told("02:00.0", { holders: [holder("02:00.0")] })).toEqual([
      "guest protected: is held by guest build-7 (qemu-system-x86, pid 4711)",
    ]);
    const program = holder("02:00.0", { vm: null, process: "dpdk-testpmd", pid: 77 });
    expect(told("02:00.0", { holders: [program] })).toEqual(["user-space protected: is held by dpdk-testpmd (pid 77)"]);
  });

  it("of a whole group are its members on vfio-pci, and no others", () => {
    const facts = { holders: [holder("02:00.0", { bdf: null, group: "41" })] };
    expect(told("02:00.0", facts)).toHaveLength(1);
    expect(told("02:00.1", facts)).toEqual([]);
  });

  it("of an RDMA device or a display is in use", () => {
    const facts = { holders: [holder(NIC, { kind: "rdma", node: "/dev/infiniband/uverbs0", vm: null })] };
    expect(told(NIC, facts)[0]).toMatch(/^rdma in use: is used by/);
  });
});

it("what the machine shows itself with is protected: boot display, console, BMC", () => {
  const fixtures = [
    { kind: "boot-display", name: "boot_vga", bdf: bdf(NIC) },
    { kind: "console", name: "ttyS4", bdf: bdf(OTHER) },
  ] as const;
  expect(told(NIC, { fixtures })).toEqual(["boot-display protected: is the boot display of the machine"]);
  expect(told(OTHER, { fixtures })).toEqual(["console protected: carries the kernel’s serial console (ttyS4)"]);
  expect(told("03:00.0", {})[0]).toMatch(/^bmc protected: is the display of the management controller/);
});

it("what is not known gives no reasons, and says so", () => {
  const usage = resolveUsage(unreadUsage("a file does not tell it"), MACHINE);
  expect([usage.unread.length > 0, usage.holdersKnown, usage.reasonsOf(bdf(NIC))]).toEqual([true, false, []]);
});
