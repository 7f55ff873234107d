import { GIVE, INTEL_IOMMU, IOMMU_ON, igb, type LabWorld, rootPort } from "./world.ts";

/** A machine that starts guests of its own with what it gives away. */
export const handOffWorld: LabWorld = {
  name: "hand-off",
  about: "igb with 3 VFs on vfio-pci, igb on vfio-pci with 2 VFs, and QEMU; Intel IOMMU",
  memoryMb: 2048,
  qemu: [
    ...["-M", "q35,kernel-irqchip=split", ...INTEL_IOMMU],
    ...[...rootPort("rp1", 8), ...igb("nic", "rp1")],
    ...[...rootPort("rp2", 9), ...igb("passed", "rp2")],
  ],
  kernelCommandLine: IOMMU_ON,
  guests: true,
  // Not igbvf: nobody else shall have the VFs meanwhile.
  modules: ["igb", "e1000e", "vfio_pci", "vfio_iommu_type1"],
  setup: [
    GIVE,
    'ip link set "$(ls /sys/bus/pci/devices/0000:01:00.0/net)" up',
    "echo 3 > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs",
    "give 0000:01:10.0 vfio-pci",
    "give 0000:01:10.2 vfio-pci",
    "give 0000:01:10.4 vfio-pci",
    "echo Y > /sys/module/vfio_pci/parameters/enable_sriov",
    "give 0000:02:00.0 vfio-pci",
    "echo 2 > /sys/bus/pci/devices/0000:02:00.0/sriov_numvfs",
  ],
  offers: [],
  tests: ["hand-off.lab"],
};
