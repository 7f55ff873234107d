import { at, igb, type LabOffer, type LabWorld, largeNvme, nvme, rootPort } from "./world.ts";

const IGB: LabOffer = {
  name: "igb",
  iommu: false,
  vfio: true,
  nowhere: at("7f:1f.7"),
  plain: at("00:08.0"),
  driverlessPf: at("03:00.0"),
  noRoomPf: at("04:00.0"),
  device: at("03:00.0"),
  vfNetwork: true,
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
  about: "igb (7 VFs), nvme (2 VFs), an adapter without driver, a disk whose VFs have no room; no IOMMU",
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35"],
    ...[...rootPort("rp1", 8), ...igb("nic", "rp1")],
    ...[...rootPort("rp2", 9), ...nvme("disk", "rp2", 2)],
    ...[...rootPort("rp3", 10), ...igb("driverless", "rp3")],
    ...["-device", "pcie-root-port,id=rp4,bus=pcie.0,addr=b,chassis=11,slot=11,mem-reserve=1M,pref64-reserve=1M"],
    ...["-device", "nvme-subsys,id=subsys-large"],
  ],
  kernelCommandLine: [],
  // Not vfio-pci: what is so before somebody loads it is seen here.
  modules: ["igbvf", "igb", "nvme", "e1000e"],
  plugged: [largeNvme("large", "rp4")],
  setup: ["echo 0000:03:00.0 > /sys/bus/pci/devices/0000:03:00.0/driver/unbind"],
  offers: [IGB],
  cardsOf: "nic-nvme",
};
