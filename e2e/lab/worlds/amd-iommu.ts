import type { Tried } from "./tried.ts";
import { guestTries, IGB, iommuTries, NVME, type Opening, usualTries } from "./usual-tries.ts";
import { at, igb, type LabWorld, nvme, rootPort } from "./world.ts";

const IOMMU = at("00:01.0");

/** It remaps interrupts, so VFIO has no reason to refuse. */
const OPENING: Opening = {
  saysNot: ["iommu", "interrupts-refused", "interrupt-remapping", "noiommu"],
  wordsNot: [/VT-d|intel_iommu|virtio-iommu/],
  ends: /^held$/m,
};

const TRIED: readonly Tried[] = [...usualTries(IGB, OPENING), ...guestTries(NVME, OPENING), ...iommuTries(IOMMU)];

/** A server with AMD's processor: its IOMMU is a function of its own, and remaps interrupts. */
export const amdIommu: LabWorld = {
  name: "amd-iommu",
  about: "igb (7 VFs), nvme (2 VFs); AMD IOMMU with interrupt remapping",
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35,kernel-irqchip=split", "-device", "amd-iommu,intremap=on"],
    ...[...rootPort("rp1", 8), ...igb("nic", "rp1")],
    ...[...rootPort("rp2", 9), ...nvme("disk", "rp2", 2)],
  ],
  // It is on unless it is switched off (drivers/iommu/amd/init.c).
  kernelCommandLine: ["iommu=pt"],
  modules: ["igbvf", "igb", "nvme", "e1000e", "vfio_pci", "vfio_iommu_type1"],
  setup: [],
  offers: [],
  seen: { host: { iommus: ["ivhd0"] } },
  tried: TRIED,
};
