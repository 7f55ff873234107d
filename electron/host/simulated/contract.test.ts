import { expect, it } from "vitest";
import { describeHostAccess, type World } from "../../../e2e/contract/host-access-suite.ts";
import { keptOpen } from "../../../e2e/contract/world.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { p22 } from "./machines/p22-048-018.ts";
import { at } from "./machines/parts/function.ts";
import { SimulatedHost, type SimulatedMachine } from "./simulated-host.ts";
import { BENCH, testbench, testbenchWithoutIommu, testbenchWithUnsafeInterrupts } from "./testing/testbench.ts";

/** The machine of the case that runs, for what is done to it from outside. */
let current: SimulatedHost | null = null;

function running(): SimulatedHost {
  if (current === null) throw new Error("no machine is open");
  return current;
}

/** @param empty a slot whose card is not in yet */
function open(machine: () => SimulatedMachine, empty?: Bdf, privileged = true): World["open"] {
  return async () => {
    current = new SimulatedHost({ machine: machine(), wait: null, privileged });
    if (empty !== undefined) current.unplug(empty);
    return current;
  };
}

const hold: World["hold"] = async (bdf) => {
  const program = running().hold(bdf);
  return { letGo: async () => program.letGo(), isAwaited: async () => program.isAwaited() };
};

/** What is done to a machine from outside. */
const OUTSIDE = {
  hold,
  /** One that comes while a write waits: it finds locks that a stranger holds. */
  stranger: async () => {
    const host = running();
    host.disown();
    return keptOpen(host);
  },
  setVfio: async (name, on) => running().setVfio(name, on),
  switchOn: async (bdf) => running().switchOn(bdf),
  switchOff: async (bdf) => running().switchOff(bdf),
  setDriversAutoprobe: async (on) => running().setDriversAutoprobe(on),
} satisfies Partial<World>;

const SLOT = {
  bdf: BENCH.smallWindow,
  driver: "igb",
  plug: async () => {
    running().plug(BENCH.smallWindow);
  },
  unplug: async () => {
    running().unplug(BENCH.smallWindow);
  },
};

const IGB = {
  bdf: BENCH.igb,
  driver: "igb",
  limit: 7,
  firstVfs: [at("01:10.0"), at("01:10.2"), at("01:10.4")],
  vfDriver: "igbvf",
  vfsEndWithDriver: true,
};

/** A driver that leaves its VFs behind is what makes "a PF with VFs to vfio-pci" possible at all. */
const NVME = {
  bdf: BENCH.nvme,
  driver: "nvme",
  limit: 8,
  firstVfs: [at("0d:00.1"), at("0d:00.2")],
  vfDriver: null,
  vfsEndWithDriver: false,
};

const offered: Omit<World, "open" | "iommu" | "vfio"> = {
  ...OUTSIDE,
  used: [
    { bdf: BENCH.igb, driver: "igb", kind: "net" },
    { bdf: BENCH.nvme, driver: "nvme", kind: "block" },
    { bdf: BENCH.drivenBehindPciBridge, driver: "ast", kind: "drm" },
  ],
  slot: SLOT,
  noRoomPf: BENCH.noWindow,
  group: { free: BENCH.behindPciBridge, driven: BENCH.drivenBehindPciBridge, driver: "ast" },
  driverlessPf: BENCH.driverless,
  unsupportedPf: BENCH.unsupported,
  plain: BENCH.pciBridge,
  undrivenVfs: { pf: BENCH.nvme, count: 4 },
  nvme: { pf: BENCH.nvme, firstVf: at("0d:00.1"), controller: 1, queues: 2, interrupts: 1 },
  asleep: BENCH.asleep,
  device: BENCH.driverless,
  nowhere: at("7f:1f.7"),
};

/** The releases of the lab's kernels (`npm run lab -- kernels`), and one that does nothing as older ones did. */
const OTHER_KERNELS = ["5.10", "6.1", "99.0"];

const counts = [
  describeHostAccess("test bench", () => ({
    ...offered,
    open: open(testbench, SLOT.bdf),
    iommu: true,
    vfio: true,
    vfioPf: BENCH.onVfio,
    vfioSriovPf: BENCH.onVfio,
    pf: IGB,
    vfNetwork: true,
  })),
  describeHostAccess("test bench, as a user without rights", () => ({
    ...offered,
    open: open(testbench, SLOT.bdf, false),
    privileged: false,
    iommu: true,
    vfio: true,
    pf: IGB,
    vfNetwork: true,
  })),
  describeHostAccess("test bench without IOMMU", () => ({
    ...offered,
    open: open(testbenchWithoutIommu, SLOT.bdf),
    iommu: false,
    vfio: true,
    pf: IGB,
    vfNetwork: true,
  })),
  describeHostAccess("test bench, nvme, without interrupt remapping", () => ({
    ...offered,
    open: open(testbenchWithUnsafeInterrupts, SLOT.bdf),
    unsafeInterrupts: true,
    iommu: true,
    vfio: true,
    pf: NVME,
  })),
  describeHostAccess("test bench, virtio-net", () => ({
    ...OUTSIDE,
    open: open(testbench),
    iommu: true,
    vfio: true,
    nowhere: at("7f:1f.7"),
    pf: {
      bdf: BENCH.virtio,
      driver: "virtio-pci",
      limit: 4,
      firstVfs: [at("19:00.1"), at("19:00.2"), at("19:00.3")],
      vfDriver: "virtio-pci",
      vfsEndWithDriver: true,
      keepsNoSettings: true,
    },
  })),
  describeHostAccess("p22-048-018", () => ({
    ...OUTSIDE,
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
    vfNetwork: true,
  })),
];

/** The machine with a kernel of another release. */
function withKernel(machine: () => SimulatedMachine, kernelRelease: string): () => SimulatedMachine {
  return () => ({ ...machine(), kernelRelease });
}

for (const release of OTHER_KERNELS) {
  describeHostAccess(`test bench, Linux ${release}`, () => ({
    ...offered,
    open: open(withKernel(testbench, release), SLOT.bdf),
    iommu: true,
    vfio: true,
    vfioPf: BENCH.onVfio,
    vfioSriovPf: BENCH.onVfio,
    pf: IGB,
    vfNetwork: true,
  }));
  describeHostAccess(`test bench, nvme, Linux ${release}`, () => ({
    ...offered,
    open: open(withKernel(testbenchWithUnsafeInterrupts, release), SLOT.bdf),
    unsafeInterrupts: true,
    iommu: true,
    vfio: true,
    pf: NVME,
  }));
}

it("every case of the suite is run by one of these worlds", () => {
  const missed = counts.map((count) => new Set(count.notOffered));
  const [first] = missed;
  expect([...(first ?? [])].filter((title) => missed.every((set) => set.has(title)))).toEqual([]);
});
