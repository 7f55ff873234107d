import { usualTries } from "./usual-tries.ts";
import { at, type LabOffer, type LabWorld, network, rootPort } from "./world.ts";

const VFS = 4;

/** A PF is put together of virtio functions, one of which the others say is their PF; it has to come last. */
function virtioPf(bus: string): readonly string[] {
  const functions = Array.from({ length: VFS + 1 }, (_, index) => VFS - index);
  return functions.flatMap((index) => {
    const role = index === 0 ? "id=pf" : "sriov-pf=pf";
    const device = `virtio-net-pci,bus=${bus},addr=0.${index},netdev=vn${index},${role},romfile=`;
    return ["-netdev", network(`vn${index}`), "-device", device];
  });
}

const VIRTIO: LabOffer = {
  name: "virtio-net",
  iommu: true,
  vfio: true,
  nowhere: at("7f:1f.7"),
  plain: at("00:08.0"),
  pf: {
    bdf: at("01:00.0"),
    driver: "virtio-pci",
    limit: VFS,
    firstVfs: [at("01:00.1"), at("01:00.2"), at("01:00.3")],
    vfDriver: "virtio-pci",
    vfsEndWithDriver: true,
    keepsNoSettings: true,
  },
};

/** Paravirtual functions with SR-IOV, behind a paravirtual IOMMU. */
export const virtioSriov: LabWorld = {
  name: "virtio-sriov",
  about: `virtio-net with ${VFS} VFs; virtio-iommu`,
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35,kernel-irqchip=split", "-device", "virtio-iommu-pci,addr=4"],
    ...[...rootPort("rp1", 8), ...virtioPf("rp1")],
  ],
  kernelCommandLine: [],
  modules: ["virtio_iommu", "virtio_net", "e1000e", "vfio_pci", "vfio_iommu_type1"],
  // This IOMMU does not remap interrupts, without which VFIO refuses with EPERM.
  setup: ["echo Y > /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts"],
  offers: [VIRTIO],
  throughSsh: "whole suite",
  withoutSsh: { beyond: "nic-nvme" },
  seen: { host: { iommus: [at("00:04.0")] } },
  tried: usualTries(
    {
      pf: at("01:00.0"),
      driver: "virtio-pci",
      limit: VFS,
      vfs: [at("01:00.1"), at("01:00.2")],
      vfDriver: "virtio-pci",
    },
    {
      says: ["warning: interrupt-remapping"],
      saysNot: ["iommu", "interrupts-refused", "noiommu"],
      words: [/virtio-iommu can’t remap interrupts/],
      wordsNot: [/VT-d|AMD-Vi|BIOS/],
      ends: /^held$/m,
    },
  ),
};
