import { describe, expect, it } from "vitest";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { ConfigSpace } from "../../../shared/pci/config-space.ts";
import { capabilityChains, functionContext } from "../../../shared/pci/decode.ts";
import type { HostEvent } from "../access.ts";
import { nethost } from "./machines/nethost-05.ts";
import { p22 } from "./machines/p22-048-018.ts";
import { at } from "./machines/parts/function.ts";
import { SimulatedHost, type SimulatedHostOptions } from "./simulated-host.ts";
import { BENCH, testbench } from "./testing/testbench.ts";

const PF = at("01:00.0");
const OFF: Step = { verb: "sriov.numvfs", bdf: PF, value: 0 };

function open(options: Partial<SimulatedHostOptions> = {}): SimulatedHost {
  return new SimulatedHost({ machine: p22(), wait: null, ...options });
}

async function numVfs(host: SimulatedHost): Promise<number | undefined> {
  return (await host.scan([PF])).functions[0]?.sriov?.numVfs;
}

it("is taken by one at a time", async () => {
  const host = open();
  const first = await host.take("8 VFs");
  expect(await host.take("a reset")).toEqual({ ok: false, holder: 'this program, for "8 VFs"' });
  if (first.ok) await first.hold.release();
  expect(await host.take("a reset")).toMatchObject({ ok: true });
  // One that was given up already gives up nothing of another's.
  if (first.ok) await first.hold.release();
  expect(await host.take("more")).toMatchObject({ ok: false });
});

it("has a program of a container on a VF's RDMA device for as long as the VF's driver has it", async () => {
  const host = open({ machine: nethost() });
  const vf = at("41:00.3");
  const held = async () => (await host.usage()).holders.filter(({ bdf }) => bdf === vf);
  expect(await held()).toMatchObject([
    { kind: "rdma", process: "dpdk-testpmd", vm: null, container: { engine: "docker", name: "3f2a91c07b1e" } },
  ]);
  await host.perform({ verb: "driver.unbind", bdf: vf, from: "any" });
  expect(await held()).toEqual([]);
});

it("has an interface in a container until its driver makes a new one, and only root sees where", async () => {
  const host = open({ machine: nethost() });
  const vf = at("41:00.4");
  const interfaces = async (of = host) => (await of.usage()).interfaces.filter(({ bdf }) => bdf === vf);
  const shown = async () => (await host.scan([vf])).functions[0]?.children.filter(({ kind }) => kind === "net");
  expect(await interfaces()).toMatchObject([{ movedTo: { pid: 3388, container: { engine: "lxc", name: "web-1" } } }]);
  expect(await shown()).toEqual([]);
  const user = open({ machine: nethost(), privileged: false });
  expect(await interfaces(user)).toEqual([]);
  expect((await user.usage()).hidden).toEqual([vf]);
  await host.perform({ verb: "driver.unbind", bdf: vf, from: "any" });
  expect(await interfaces()).toEqual([]);
  await host.perform({ verb: "driver.probe", bdf: vf });
  expect(await interfaces()).toMatchObject([{ movedTo: null }]);
  expect(await shown()).toHaveLength(1);
});

describe("time", () => {
  it("passes through the injected wait before a step takes effect, and creating VFs is the slow one", async () => {
    const waited: number[] = [];
    const host = open({
      wait: async (milliseconds) => {
        waited.push(milliseconds);
      },
    });
    await host.perform(OFF);
    await host.perform({ verb: "sriov.numvfs", bdf: PF, value: 16 });
    await host.perform({ verb: "driver.override", bdf: at("01:00.2"), driver: "vfio-pci" });
    expect(waited).toEqual([300, 540, 6]);
  });

  it("lets no step overtake another", async () => {
    const gates: (() => void)[] = [];
    const host = open({ wait: () => new Promise((resolve) => gates.push(resolve)) });
    const first = host.perform(OFF);
    const second = host.perform({ verb: "sriov.numvfs", bdf: PF, value: 4 });
    await Promise.resolve();
    await Promise.resolve();
    expect(gates).toHaveLength(1);
    gates[0]?.();
    expect(await first).toMatchObject({ ok: true });
    expect(await numVfs(host)).toBe(0);
    for (let turn = 0; turn < 10 && gates.length < 2; turn++) await Promise.resolve();
    gates[1]?.();
    expect(await second).toMatchObject({ ok: true });
    expect(await numVfs(host)).toBe(4);
  });
});

describe("faults", () => {
  it("refuses with the errno and log of the test's choice and leaves the machine alone", async () => {
    const host = open({ onStep: () => ({ kind: "fail", code: "EBUSY", kernelLog: ["mlx5_core: busy"] }) });
    expect(await host.perform(OFF)).toEqual({
      ok: false,
      failure: {
        code: "EBUSY",
        wrote: "0",
        where: "/sys/bus/pci/devices/0000:01:00.0/sriov_numvfs",
        kernelLog: ["mlx5_core: busy"],
      },
    });
    expect(await numVfs(host)).toBe(16);
  });

  it("says yes and does nothing", async () => {
    const host = open({ onStep: () => ({ kind: "ignore" }) });
    expect(await host.perform(OFF)).toMatchObject({ ok: true });
    expect(await numVfs(host)).toBe(16);
  });

  it("hangs until the host is closed; meanwhile the PF's lock is held and everything else answers", async () => {
    const host = open({ onStep: () => ({ kind: "hang" }) });
    const stuck = host.perform(OFF);
    await Promise.resolve();
    const detail = await host.detail(PF);
    expect(detail.numVfs).toBeNull();
    expect(detail.problems).toMatchObject([{ attribute: "sriov_numvfs", code: "ETIMEDOUT" }]);
    expect((await host.detail(at("01:00.1"))).numVfs).toBe(0);
    expect(await numVfs(host)).toBe(16);
    await host.close();
    expect(await stuck).toMatchObject({ ok: false, failure: { code: "EINTR" } });
  });
});

describe("an unprivileged connection", () => {
  it("sees 64 bytes and may change nothing", async () => {
    const host = open({ privileged: false });
    expect((await host.identity()).privileged).toBe(false);
    expect(await host.config(PF, { wake: false })).toMatchObject({ state: "read", known: [[0, 64]], size: 4096 });
    expect(await host.perform(OFF)).toMatchObject({ ok: false, failure: { code: "EACCES" } });
    expect(await numVfs(host)).toBe(16);
  });
});

describe("a function in D3cold", () => {
  it("says nothing of its link until it was woken, and is in D0 from then on", async () => {
    const host = open({ machine: testbench() });
    const facts = async () => (await host.scan([BENCH.asleep])).functions[0];
    expect(await facts()).toMatchObject({ powerState: "D3cold", link: null, asleep: true });
    await host.config(BENCH.asleep, { wake: true });
    expect(await facts()).toMatchObject({ powerState: "D0", link: { speed: 32, width: 16 } });
  });
});

describe("answers", () => {
  it("are copies: what a listener does to them changes no machine", async () => {
    const host = open();
    const before = JSON.stringify(await host.scan());
    const { functions } = await host.scan();
    for (const fn of functions) Object.assign(fn, { driver: "changed", virtfns: [], resources: [] });
    expect(JSON.stringify(await host.scan())).toBe(before);
  });

  it("name the driver's own file when a function is unbound, and the log when a write did nothing", async () => {
    const host = open({ privileged: false });
    const unbound = await host.perform({ verb: "driver.unbind", bdf: PF, from: "mlx5_core" });
    expect(unbound).toMatchObject({ failure: { where: "/sys/bus/pci/drivers/mlx5_core/unbind", wrote: PF } });
    const cleared = await host.perform({ verb: "driver.override", bdf: PF, driver: null });
    expect(cleared).toMatchObject({ failure: { wrote: "\n" } });
    const there = open();
    await there.perform({ verb: "driver.unbind", bdf: PF, from: "any" });
    const probed = await there.perform({ verb: "driver.probe", bdf: PF });
    expect(probed).toEqual({ ok: true, kernelLog: [] });
  });

  it("tell of a card that leaves and comes back", async () => {
    const host = open();
    const events: HostEvent[] = [];
    const stop = host.events((event) => events.push(event));
    expect(host.unplug(PF)).toBe(true);
    expect(host.unplugged()).toEqual([PF, at("01:00.1")]);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ kind: "changed" });
    expect(await host.config(PF, { wake: false })).toEqual({ state: "gone" });
    expect(host.plug(PF)).toBe(true);
    expect(events).toHaveLength(2);
    stop();
    host.unplug(PF);
    expect(events).toHaveLength(2);
  });
});

describe("a function that a program has open", () => {
  const VF = at("01:00.2");

  async function held() {
    const host = open();
    await host.perform({ verb: "module.load", module: "vfio-pci" });
    await host.perform({ verb: "driver.override", bdf: VF, driver: "vfio-pci" });
    await host.perform({ verb: "driver.unbind", bdf: VF, from: "any" });
    await host.perform({ verb: "driver.probe", bdf: VF });
    return { host, program: host.hold(VF) };
  }

  it.each<[string, Step]>([
    ["an unbind", { verb: "driver.unbind", bdf: VF, from: "vfio-pci" }],
    ["a removal", { verb: "device.remove", bdf: VF }],
    ["0 VFs", OFF],
  ])("is waited for by %s", async (_, step) => {
    const { host, program } = await held();
    const written = host.perform(step);
    await expect.poll(() => program.isAwaited()).toBe(true);
    program.letGo();
    expect(await written).toMatchObject({ ok: true });
  });

  it("is reset at once", async () => {
    const { host, program } = await held();
    expect(await host.perform({ verb: "device.reset", bdf: VF })).toMatchObject({ ok: true });
    expect(program.isAwaited()).toBe(false);
  });
});

it("lets a function enter D3cold that has power management, and no other", async () => {
  const host = open({ machine: testbench() });
  const { functions } = await host.scan();
  for (const fn of functions) {
    const reading = await host.config(fn.bdf, { wake: true });
    const space = ConfigSpace.fromHex(reading.state === "read" ? reading.hex : "");
    const { found } = capabilityChains(functionContext(space)).standard;
    expect([fn.bdf, fn.d3coldAllowed]).toEqual([fn.bdf, found.some(({ id }) => id === 0x01)]);
  }
  expect(new Set(functions.map((fn) => fn.d3coldAllowed))).toEqual(new Set([true, false]));
});

describe("an older kernel", () => {
  const old = (kernelRelease: string) => open({ machine: { ...testbench(), kernelRelease } });

  it("neither tells nor takes reset methods before 5.15, and resets all the same", async () => {
    const [fn] = (await old("5.10.262").scan([BENCH.igb])).functions;
    expect(fn?.resetMethods).toBeNull();
    expect(await old("5.10.262").perform({ verb: "device.reset", bdf: BENCH.igb })).toMatchObject({ ok: true });
    const methods: Step = { verb: "reset.method", bdf: BENCH.igb, methods: ["flr"] };
    expect(await old("5.10.262").perform(methods)).toMatchObject({ failure: { code: "ENOENT" } });
    expect(await old("5.15.1").perform(methods)).toMatchObject({ ok: true });
  });

  it("dies before 5.19 when a host driver takes a function of a held group, and says so from then on", async () => {
    const guests = [{ name: "build-7", pid: 4711, bdfs: [BENCH.behindPciBridge] }];
    for (const [kernelRelease, code, crashed] of [
      ["5.18.19", "EKILLED", true],
      ["5.19.0", "EINVAL", false],
    ] as const) {
      const host = open({ machine: { ...testbench(), kernelRelease, use: { guests } } });
      await host.perform({ verb: "driver.unbind", bdf: BENCH.drivenBehindPciBridge, from: "any" });
      const probed = await host.perform({ verb: "driver.probe", bdf: BENCH.drivenBehindPciBridge });
      expect(probed).toMatchObject({ ok: false, failure: { code } });
      expect((await host.scan([])).host.crashed).toBe(crashed);
    }
  });
});
