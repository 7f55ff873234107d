import { describe, expect, it } from "vitest";
import { nameless } from "../../../shared/machine/blank.ts";
import { configSpaceOf } from "../../../shared/machine/kernel-view.ts";
import { vfPreflight } from "../../../shared/operations/checks/vf-preflight.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import { vmhost } from "../../host/simulated/machines/vmhost-07.ts";
import { SimulatedHost, type SimulatedMachine } from "../../host/simulated/simulated-host.ts";
import { BENCH, testbench } from "../../host/simulated/testing/testbench.ts";
import { MachineSession } from "../session/machine-session.ts";
import { benchWithoutAri } from "../testing/check-cases-rare.ts";

async function look(machine: SimulatedMachine, bdf: Bdf) {
  const host = new SimulatedHost({ machine, wait: null });
  const session = new MachineSession("demo:case", host, nameless);
  await session.start();
  const pf = session.machine.byBdf.get(bdf);
  if (!pf) throw new Error(`no ${bdf}`);
  const space = configSpaceOf(await host.config(bdf, { wake: false }));
  const preflight = vfPreflight(session.machine, pf, space, await host.usage());
  const enable = async (value: number) => {
    const result = await host.perform({ verb: "sriov.numvfs", bdf, value });
    const [now] = (await host.scan([bdf])).functions;
    return result.ok ? (now?.sriov?.numVfs ?? null) : result.failure.code;
  };
  return { preflight, enable, host };
}

describe("the most VFs that will fit", () => {
  it.each<[why: string, machine: () => SimulatedMachine, pf: Bdf, most: number, binds: string, oneMore: string]>([
    ["what the driver allows", testbench, BENCH.igb, 7, "driver", "ERANGE"],
    ["bus numbers below the port", testbench, BENCH.fewBuses, 6, "bus-numbers", "ENOMEM"],
    ["bus numbers on a demo machine", vmhost, at("41:00.1"), 10, "bus-numbers", "ENOMEM"],
    ["a window without an address", testbench, BENCH.noWindow, 0, "mmio-windows", "ENOMEM"],
    ["InitialVFs", testbench, BENCH.brokenCounts, 0, "initial-vfs", "EIO"],
    ["a dependency that is missing", testbench, BENCH.missingDependency, 0, "dependency-link", "ENODEV"],
    ["a dependency that is no PF", testbench, BENCH.wrongDependency, 0, "dependency-link", "ENOSYS"],
    ["the port above, which passes on none of them", benchWithoutAri(BENCH.igb), BENCH.igb, 0, "port", "EIO"],
    ["a PF that is fine", p22, at("01:00.1"), 16, "driver", "ERANGE"],
  ])("is limited by %s: the kernel makes so many, and not one more", async (_, machine, pf, most, binds, oneMore) => {
    const { preflight, enable } = await look(machine(), pf);
    expect([preflight.most, preflight.binding?.kind]).toEqual([most, binds]);
    expect(preflight.hindrances).toEqual([]);
    expect(await enable(most + 1)).toBe(oneMore);
    if (most > 0) expect(await enable(most)).toBe(most);
  });

  it("is limited by a port that passes on device 0 only: the kernel lists one more, and it reads ff", async () => {
    const { preflight, enable, host } = await look(benchWithoutAri(BENCH.nvme)(), BENCH.nvme);
    expect([preflight.most, preflight.binding?.kind]).toEqual([7, "port"]);
    expect(await enable(8)).toBe(8);
    const links = (await host.scan([BENCH.nvme])).functions[0]?.virtfns ?? [];
    const readings = await Promise.all(links.map(({ bdf }) => host.config(bdf, { wake: false })));
    const silent = readings.map((reading) => configSpaceOf(reading)?.readsAllOnes ?? null);
    expect(silent).toEqual([...Array.from({ length: 7 }, () => false), true]);
  });

  it("is told together with what the driver has lowered it from", async () => {
    expect((await look(testbench(), BENCH.igb)).preflight.loweredFrom).toBe(8);
    expect((await look(p22(), at("01:00.1"))).preflight.loweredFrom).toBeNull();
  });

  it.each<[id: string, level: string, pf: Bdf, answer: string | number]>([
    ["has-driver", "blocker", BENCH.driverless, "ENOENT"],
    ["driver-supports", "blocker", BENCH.onVfio, "ENOENT"],
    ["driver-wants-net-up", "warning", BENCH.bnxt, 0],
  ])("comes to nothing where a PF cannot make any: %s", async (id, level, pf, answer) => {
    const { preflight, enable } = await look(testbench(), pf);
    expect(preflight.hindrances.map((check) => [check.id, check.level])).toEqual([[id, level]]);
    expect(await enable(1)).toBe(answer);
  });
});
