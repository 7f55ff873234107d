import type { Tried } from "./tried.ts";
import { guestTries, IGB, iommuTries, NVME, type Opening, usualTries } from "./usual-tries.ts";
import { at, igb, type LabWorld, nvme, rootPort } from "./world.ts";

const IOMMU = at("00:04.0");

/** Nothing remaps interrupts here and nobody allowed to do without, so VFIO refuses (iommu_group_has_isolated_msi). */
const OPENING: Opening = {
  says: ["warning: interrupts-refused"],
  saysNot: ["iommu", "noiommu"],
  words: [/virtio-iommu can’t remap interrupts/],
  wordsNot: [/VT-d|AMD-Vi|BIOS/],
  ends: "Operation not permitted",
};

const TRIED: readonly Tried[] = [...usualTries(IGB, OPENING), ...guestTries(NVME, OPENING), ...iommuTries(IOMMU)];

/** A virtual machine whose IOMMU is paravirtual. */
export const virtioIommu: LabWorld = {
  name: "virtio-iommu",
  about: "igb (7 VFs), nvme (2 VFs); virtio-iommu",
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35,kernel-irqchip=split", "-device", "virtio-iommu-pci,addr=4"],
    ...[...rootPort("rp1", 8), ...igb("nic", "rp1")],
    ...[...rootPort("rp2", 9), ...nvme("disk", "rp2", 2)],
  ],
  kernelCommandLine: [],
  modules: ["virtio_iommu", "igbvf", "igb", "nvme", "e1000e", "vfio_pci", "vfio_iommu_type1"],
  setup: [],
  offers: [],
  seen: { host: { iommus: [IOMMU] } },
  tried: TRIED,
};
