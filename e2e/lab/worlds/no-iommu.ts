import { at, igb, type LabOffer, type LabWorld, nvme, rootPort } from "./world.ts";

const IGB: LabOffer = {
  name: "igb",
  iommu: false,
  vfio: true,
  nowhere: at("7f:1f.7"),
  plain: at("00:08.0"),
  driverlessPf: at("03:00.0"),
  undrivenVfs: { pf: at("02:00.0"), count: 2 },
  pf: {
    bdf: at("01:00.0"),
    driver: "igb",
    limit: 7,
    firstVfs: [at("01:10.0"), at("01:10.2"), at("01:10.4")],
    vfDriver: "igbvf",
    vfsEndWithDriver: true,
  },
};

/** A server whose firmware or kernel command line leaves the IOMMU off. */
export const noIommu: LabWorld = {
  name: "no-iommu",
  about: "igb (7 VFs), nvme (2 VFs), an adapter without driver; no IOMMU",
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35"],
    ...[...rootPort("rp1", 8), ...igb("nic", "rp1")],
    ...[...rootPort("rp2", 9), ...nvme("disk", "rp2", 2)],
    ...[...rootPort("rp3", 10), ...igb("driverless", "rp3")],
  ],
  kernelCommandLine: [],
  modules: ["igbvf", "igb", "nvme", "e1000e"],
  setup: ["echo 0000:03:00.0 > /sys/bus/pci/devices/0000:03:00.0/driver/unbind"],
  offers: [IGB],
};
