import {
  at,
  downstream,
  GIVE,
  IOMMU_ON,
  igb,
  type LabOffer,
  type LabWorld,
  network,
  nvme,
  rootPort,
  spareNetwork,
} from "./world.ts";

const NVME: LabOffer = {
  name: "nvme below a switch",
  iommu: true,
  vfio: true,
  nowhere: at("7f:1f.7"),
  plain: at("02:00.0"),
  unsafeInterrupts: true,
  vfioSriovPf: at("09:00.0"),
  used: [
    { bdf: at("08:01.0"), driver: "e1000", kind: "net" },
    { bdf: at("04:00.0"), driver: "nvme", kind: "block" },
    { bdf: at("00:0b.0"), driver: "bochs-drm", kind: "drm" },
  ],
  group: { free: at("08:02.0"), driven: at("08:01.0"), driver: "e1000" },
  slot: { bdf: at("06:00.0"), driver: "igb", device: { driver: "igb", id: "card", bus: "down3", netdev: "spare" } },
  pf: {
    bdf: at("04:00.0"),
    driver: "nvme",
    limit: 4,
    firstVfs: [at("04:00.1"), at("04:00.2"), at("04:00.3")],
    vfDriver: null,
    vfsEndWithDriver: false,
    vfsShareGroup: true,
  },
};

/**
 * A PCIe switch without ACS, whose ports are each in one IOMMU group with all that is below, and conventional PCI behind
 * a bridge, which is another.
 * The IOMMU does not remap interrupts.
 */
export const switchWorld: LabWorld = {
  name: "switch",
  about:
    "a switch with igb, nvme, e1000e and an empty slot below; two conventional functions behind a PCI bridge; an igb on vfio-pci, a display; Intel IOMMU without interrupt remapping",
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35,kernel-irqchip=split", "-device", "intel-iommu,intremap=off,caching-mode=on"],
    // Slots are the kernel's own to drive here (pciehp), as they are in servers.
    ...["-global", "ICH9-LPC.acpi-pci-hotplug-with-bridge-support=off"],
    ...[...rootPort("rp1", 8), "-device", "x3130-upstream,id=up,bus=rp1"],
    ...[...downstream("down0", 0), ...igb("nic", "down0")],
    ...[...downstream("down1", 1), ...nvme("disk", "down1", 4)],
    ...[
      "-blockdev",
      "null-co,node-name=nothing,size=16777216,read-zeroes=on",
      "-device",
      "nvme-ns,drive=nothing,bus=disk",
    ],
    ...[...downstream("down2", 2), "-netdev", network("net2"), "-device", "e1000e,bus=down2,netdev=net2,romfile="],
    ...[...downstream("down3", 3), ...spareNetwork("spare")],
    ...[...rootPort("rp2", 9), "-device", "pcie-pci-bridge,id=pci,bus=rp2"],
    ...["-netdev", network("net3"), "-device", "e1000,bus=pci,addr=1,netdev=net3,romfile="],
    ...["-device", "edu,bus=pci,addr=2"],
    ...[...rootPort("rp3", 10), ...igb("passed", "rp3")],
    ...["-device", "bochs-display,bus=pcie.0,addr=b"],
  ],
  kernelCommandLine: IOMMU_ON,
  modules: ["igbvf", "igb", "nvme", "e1000e", "e1000", "bochs", "bochs_drm", "vfio_pci", "vfio_iommu_type1"],
  setup: [
    GIVE,
    // The bridge's own driver uses DMA, which would keep programs from everything in its group.
    "echo 0000:07:00.0 > /sys/bus/pci/devices/0000:07:00.0/driver/unbind",
    "echo Y > /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts",
    "give 0000:09:00.0 vfio-pci",
  ],
  offers: [NVME],
};
