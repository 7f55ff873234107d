import { showsDriver, type Tried } from "./tried.ts";
import { opens } from "./usual-tries.ts";
import { at, INTEL_IOMMU, IOMMU_ON, igb, type LabWorld, nvme } from "./world.ts";

const MEMORY_MB = 1024;
const NIC = at("41:00.0");
const DISK = at("81:00.0");

/** A node with half of the memory and the host bridge of its cards; the first has the machine's only processor. */
function node(id: number, bus: number): readonly string[] {
  return [
    ...["-object", `memory-backend-ram,id=memory${id},size=${MEMORY_MB / 2}M`],
    ...["-numa", `node,nodeid=${id},memdev=memory${id}${id === 0 ? ",cpus=0" : ""}`],
    ...["-device", `pxb-pcie,id=root${id},bus=pcie.0,addr=${6 + id},bus_nr=${bus},numa_node=${id}`],
    ...["-device", `pcie-root-port,id=rp${id},bus=root${id},addr=0,chassis=${1 + id},slot=${1 + id}`],
  ];
}

const TRIED: readonly Tried[] = [
  {
    what: "VFs are of the node of their PF",
    request: { kind: "vfs.set", pf: NIC, count: 1, purpose: "host" },
    verdict: "ready",
    seen: { functions: { [at("41:10.0")]: { numaNode: 0, driver: "igbvf" } } },
  },
  {
    what: "VFs for guests are of the node of their PF",
    request: { kind: "vfs.set", pf: DISK, count: 2, purpose: "vfio-pci" },
    verdict: "ready",
    saysNot: ["iommu", "interrupts-refused", "group-viability", "vf-groups"],
    shows: [showsDriver(at("81:00.2"), "vfio-pci"), opens(at("81:00.2"), /^held$/m)],
    seen: { functions: { [at("81:00.1")]: { numaNode: 1 }, [at("81:00.2")]: { numaNode: 1 } } },
  },
  {
    what: "a PF of a node for a guest, as a whole",
    request: { kind: "assign", bdfs: [NIC] },
    verdict: "ready",
    saysNot: ["iommu", "interrupts-refused", "group-viability"],
    shows: [showsDriver(NIC, "vfio-pci"), opens(NIC, /^held$/m)],
  },
  {
    what: "the host bridge of a node for a guest",
    request: { kind: "assign", bdfs: [at("00:07.0")] },
    verdict: "guarded",
    says: ["guard: protected"],
    words: [/0000:00:07\.0 is a host bridge/],
    unrun: "what is behind it would be cut off",
  },
  {
    what: "the port of a node for a guest",
    request: { kind: "assign", bdfs: [at("80:00.0")] },
    verdict: "blocked",
    says: ["blocker: not-a-bridge"],
  },
];

/** A server with memory and PCI buses of two nodes, as those with two processors have. */
export const numa: LabWorld = {
  name: "numa",
  about: "igb (7 VFs) on node 0, nvme (2 VFs) on node 1, each below a host bridge of its own; Intel IOMMU",
  memoryMb: MEMORY_MB,
  qemu: [
    ...["-M", "q35,kernel-irqchip=split", ...INTEL_IOMMU],
    ...[...node(0, 0x40), ...igb("nic", "rp0")],
    ...[...node(1, 0x80), ...nvme("disk", "rp1", 2)],
  ],
  kernelCommandLine: IOMMU_ON,
  modules: ["igbvf", "igb", "nvme", "e1000e", "vfio_pci", "vfio_iommu_type1"],
  setup: [],
  offers: [],
  seen: {
    functions: {
      [at("40:00.0")]: { numaNode: 0 },
      [NIC]: { numaNode: 0 },
      [at("80:00.0")]: { numaNode: 1 },
      [DISK]: { numaNode: 1 },
      // Which node the chips of the board are nearest to, no firmware tells here.
      [at("00:05.0")]: { numaNode: -1 },
    },
  },
  tried: TRIED,
};
