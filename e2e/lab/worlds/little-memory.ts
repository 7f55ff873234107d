import { type Tried, write } from "./tried.ts";
import { at, deviceArgs, igb, type LabWorld, largeNvme, rootPort } from "./world.ts";

const DISK = at("01:00.0");
const LATE_DISK = at("02:00.0");
const NIC = at("03:00.0");

/** Its windows are as small as firmware makes them. */
function smallPort(id: string, slot: number): readonly string[] {
  const [device, args] = rootPort(id, slot);
  return [device ?? "", `${args},mem-reserve=1M,pref64-reserve=1M`];
}

const NO_ROOM: Pick<Tried, "verdict" | "says"> = { verdict: "blocked", says: ["blocker: mmio-windows"] };
const REFUSED = "Cannot allocate memory";

const TRIED: readonly Tried[] = [
  {
    ...NO_ROOM,
    what: "a VF of a disk for whose VFs the firmware left no memory",
    request: { kind: "vfs.set", pf: DISK, count: 1, purpose: "host" },
    words: [/There is no memory for VFs of 0000:01:00\.0/, /boot the kernel without pci=realloc=off/],
    wordsNot: [/with pci=realloc\b/],
    raw: { line: write(DISK, "sriov_numvfs", 1), says: REFUSED },
  },
  {
    ...NO_ROOM,
    what: "a VF of a disk that was put in while the machine ran",
    request: { kind: "vfs.set", pf: LATE_DISK, count: 1, purpose: "host" },
    words: [/boot the machine with the card in its slot/, /pci=hpmmiosize=/],
    raw: { line: write(LATE_DISK, "sriov_numvfs", 1), says: REFUSED },
  },
  {
    what: "VFs of an adapter that the firmware left memory for",
    request: { kind: "vfs.set", pf: NIC, count: 2, purpose: "host" },
    verdict: "ready",
    saysNot: ["mmio-windows"],
    seen: { functions: { [at("03:10.0")]: { driver: "igbvf" } } },
  },
];

/** A server whose firmware gives ports little memory, and whose kernel is told to leave it so. */
export const littleMemory: LabWorld = {
  name: "little-memory",
  about:
    "a disk without memory for its VFs, one that was put in while the machine ran, and igb (7 VFs), which has it; no IOMMU",
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35"],
    ...smallPort("rp1", 8),
    ...["-device", "nvme-subsys,id=subsys-large", ...deviceArgs(largeNvme("large", "rp1"))],
    ...smallPort("rp2", 9),
    ...["-device", "nvme-subsys,id=subsys-late"],
    ...[...rootPort("rp3", 10), ...igb("nic", "rp3")],
  ],
  kernelCommandLine: ["pci=realloc=off"],
  modules: ["igbvf", "igb", "nvme", "e1000e"],
  plugged: [largeNvme("late", "rp2")],
  setup: [],
  offers: [],
  tried: TRIED,
};
