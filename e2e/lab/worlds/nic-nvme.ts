import {
  at,
  GIVE,
  INTEL_IOMMU,
  IOMMU_ON,
  igb,
  type LabOffer,
  type LabWorld,
  network,
  nvme,
  rootPort,
  spareNetwork,
} from "./world.ts";

const IGB: LabOffer = {
  name: "igb",
  iommu: true,
  vfio: true,
  nowhere: at("7f:1f.7"),
  plain: at("00:08.0"),
  driverlessPf: at("03:00.0"),
  unsupportedPf: at("04:00.0"),
  vfioPf: at("05:00.0"),
  asleep: at("07:00.0"),
  device: at("03:00.0"),
  vfNetwork: true,
  undrivenVfs: { pf: at("02:00.0"), count: 8 },
  nvme: { pf: at("02:00.0"), firstVf: at("02:00.1"), controller: 1, queues: 2, interrupts: 1 },
  slot: { bdf: at("06:00.0"), driver: "igb", device: { driver: "igb", id: "card", bus: "rp6", netdev: "spare" } },
  pf: {
    bdf: at("01:00.0"),
    driver: "igb",
    limit: 7,
    firstVfs: [at("01:10.0"), at("01:10.2"), at("01:10.4")],
    vfDriver: "igbvf",
    vfsEndWithDriver: true,
  },
};

/** Lines that let a function without a driver, and the port above it, fall asleep, and wait until they have. */
function asleep(fn: string, port: string): readonly string[] {
  return [
    "cd /sys/bus/pci/devices",
    `echo ${fn} > ${fn}/driver/unbind`,
    `echo 1 > ${port}/d3cold_allowed`,
    `echo auto > ${fn}/power/control`,
    `echo auto > ${port}/power/control`,
    `until grep -q D3cold ${fn}/power_state; do sleep 0.1; done`,
  ];
}

/** Network adapters and a disk with VFs, and one adapter for each way of saying no. */
export const nicNvme: LabWorld = {
  name: "nic-nvme",
  about: "igb (7 VFs), nvme (8 VFs), adapters without driver, on pci-stub and on vfio-pci, an empty slot; Intel IOMMU",
  memoryMb: 1280,
  qemu: [
    ...["-M", "q35,kernel-irqchip=split", ...INTEL_IOMMU],
    ...[...rootPort("rp1", 8), ...igb("nic", "rp1")],
    ...[...rootPort("rp2", 9), ...nvme("disk", "rp2", 8)],
    ...[...rootPort("rp3", 10), ...igb("driverless", "rp3")],
    ...[...rootPort("rp4", 11), ...igb("stubbed", "rp4")],
    ...[...rootPort("rp5", 12), ...igb("passed", "rp5")],
    ...[...rootPort("rp6", 13), ...spareNetwork("spare")],
    // Nothing can be plugged in here, for the kernel leaves slots that the firmware drives powered.
    ...["-device", "pcie-root-port,id=rp7,bus=pcie.0,addr=e,chassis=14,slot=14,hotplug=off"],
    ...["-netdev", network("net-sleeper"), "-device", "e1000e,bus=rp7,netdev=net-sleeper,romfile="],
  ],
  kernelCommandLine: [...IOMMU_ON, "pcie_port_pm=force"],
  powerSwitch: true,
  modules: ["igbvf", "igb", "nvme", "e1000e", "pci_stub", "vfio_pci", "vfio_iommu_type1"],
  setup: [
    GIVE,
    "echo 0000:03:00.0 > /sys/bus/pci/devices/0000:03:00.0/driver/unbind",
    "give 0000:04:00.0 pci-stub",
    "give 0000:05:00.0 vfio-pci",
    ...asleep("0000:07:00.0", "0000:00:0e.0"),
  ],
  offers: [IGB],
  // Its many drivers make every look slow, and what the smaller world has is seen there.
  throughSsh: { beyond: "virtio-sriov" },
  specs: "nic-nvme.lab.spec.ts",
};
