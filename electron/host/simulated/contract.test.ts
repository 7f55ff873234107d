import { expect, it } from "vitest";
import { describeHostAccess, type World } from "../../../e2e/contract/host-access-suite.ts";
import { p22 } from "./machines/p22-048-018.ts";
import { at } from "./machines/parts/function.ts";
import { BENCH, testbench, testbenchWithoutIommu } from "./machines/testbench.ts";
import { SimulatedHost, type SimulatedMachine } from "./simulated-host.ts";

function open(machine: () => SimulatedMachine): World["open"] {
  return async () => new SimulatedHost({ machine: machine(), wait: null });
}

const IGB = {
  bdf: BENCH.igb,
  driver: "igb",
  limit: 7,
  firstVfs: [at("01:10.0"), at("01:10.2"), at("01:10.4")],
  vfDriver: "igbvf",
  vfsEndWithDriver: true,
};

const offered = {
  driverlessPf: BENCH.driverless,
  unsupportedPf: BENCH.unsupported,
  plain: BENCH.pciBridge,
  undrivenVfs: { pf: BENCH.nvme, count: 4 },
  asleep: BENCH.asleep,
  nowhere: at("7f:1f.7"),
};

const counts = [
  describeHostAccess("test bench", () => ({
    ...offered,
    open: open(testbench),
    iommu: true,
    vfio: true,
    vfioPf: BENCH.onVfio,
    pf: IGB,
  })),
  describeHostAccess("test bench without IOMMU", () => ({
    ...offered,
    open: open(testbenchWithoutIommu),
    iommu: false,
    vfio: true,
    pf: IGB,
  })),
  // A driver that leaves its VFs behind is what makes "a PF with VFs to vfio-pci" possible at all.
  describeHostAccess("test bench, nvme", () => ({
    ...offered,
    open: open(testbench),
    iommu: true,
    vfio: true,
    pf: {
      bdf: BENCH.nvme,
      driver: "nvme",
      limit: 8,
      firstVfs: [at("0d:00.1"), at("0d:00.2")],
      vfDriver: null,
      vfsEndWithDriver: false,
    },
  })),
  describeHostAccess("p22-048-018", () => ({
    open: open(p22),
    iommu: true,
    vfio: true,
    nowhere: at("7f:1f.7"),
    plain: at("00:01.1"),
    pf: {
      bdf: at("01:00.1"),
      driver: "mlx5_core",
      limit: 16,
      firstVfs: [at("01:02.2"), at("01:02.3")],
      vfDriver: "mlx5_core",
      vfsEndWithDriver: true,
    },
  })),
];

it("every case of the suite is run by one of these worlds", () => {
  const missed = counts.map((count) => new Set(count.notOffered));
  const [first] = missed;
  expect([...(first ?? [])].filter((title) => missed.every((set) => set.has(title)))).toEqual([]);
});
