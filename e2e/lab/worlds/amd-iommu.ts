import type { Tried } from "./tried.ts";
import { type Opening, usualTries } from "./usual-tries.ts";
import { at, igb, type LabWorld, nvme, rootPort } from "./world.ts";

const IOMMU = at("00:01.0");

/** It remaps interrupts, so VFIO has no reason to refuse. */
const OPENING: Opening = {
  saysNot: ["iommu", "interrupts-refused", "interrupt-remapping", "noiommu"],
  wordsNot: [/VT-d|intel_iommu|virtio-iommu/],
  ends: /^held$/m,
};

const TRIED: readonly Tried[] = [
  ...usualTries(
    {
      pf: at("01:00.0"),
      driver: "igb",
      limit: 7,
      beyond: "Numerical result out of range",
      vfs: [at("01:10.0"), at("01:10.2")],
      vfDriver: "igbvf",
    },
    OPENING,
  ),
  ...usualTries(
    {
      pf: at("02:00.0"),
      driver: "nvme",
      limit: 2,
      beyond: "Numerical result out of range",
      vfs: [at("02:00.1"), at("02:00.2")],
      vfDriver: null,
    },
    OPENING,
  ),
  {
    what: "the function of the IOMMU removed",
    request: { kind: "device.remove", bdfs: [IOMMU] },
    verdict: "blocked",
    says: ["blocker: iommu-function", "guard: protected"],
  },
];

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
