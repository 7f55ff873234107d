import { GIVE, igb, type LabWorld, network, rootPort } from "./world.ts";

/** A disk of its own, kept in QEMU's memory and temporary files. */
function disk(id: string, slot: number): readonly string[] {
  const drive = `if=none,id=drive-${id},format=raw,snapshot=on,file.driver=null-co,file.size=32M,file.read-zeroes=on`;
  return [
    "-drive",
    drive,
    "-device",
    `nvme,id=${id},bus=pcie.0,addr=${slot.toString(16)},serial=LAB-${id},drive=drive-${id}`,
  ];
}

function nic(model: string, id: string, slot: number): readonly string[] {
  const device = `${model},id=${id},bus=pcie.0,addr=${slot.toString(16)},netdev=net-${id},romfile=`;
  return ["-netdev", network(`net-${id}`), "-device", device];
}

/** A function for each thing that a machine may stand on. */
export const usageWorld: LabWorld = {
  name: "usage",
  about: "igb (7 VFs), disks, a display, a keyboard, a watchdog, a serial line; virtio-iommu",
  memoryMb: 1024,
  qemu: [
    ...["-M", "q35,kernel-irqchip=split", "-device", "virtio-iommu-pci,addr=4"],
    // Nobody feeds the watchdog.
    ...["-action", "watchdog=none", "-device", "i6300esb,addr=6"],
    ...["-device", "VGA,addr=7,romfile="],
    ...["-device", "qemu-xhci,id=usb,addr=9", "-device", "usb-kbd,bus=usb.0"],
    ...["-chardev", "null,id=line", "-device", "pci-serial,addr=a,chardev=line"],
    ...nic("e1000", "uio", 0xb),
    ...nic("e1000e", "gone", 0xc),
    ...nic("e1000e", "device", 0xd),
    ...disk("mapped", 0x10),
    ...disk("looped", 0x11),
    ...disk("apart", 0x12),
    ...disk("raw", 0x13),
    ...disk("generic", 0x14),
    ...disk("swap", 0x15),
    ...[...rootPort("rp1", 8), ...igb("nic", "rp1")],
  ],
  kernelCommandLine: [],
  modules: [
    ...["virtio_iommu", "igbvf", "igb", "nvme", "e1000e", "vfio_pci", "vfio_iommu_type1", "uio_pci_generic", "bochs"],
    ...["xhci_pci", "usbhid", "hid_generic", "i6300esb"],
  ],
  setup: [
    GIVE,
    // This IOMMU does not remap interrupts, without which VFIO refuses with EPERM.
    "echo Y > /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts",
    "give 0000:00:0b.0 uio_pci_generic",
    "give 0000:00:0c.0 vfio-pci",
    "give 0000:00:0d.0 vfio-pci",
  ],
  offers: [],
  tests: ["usage.lab"],
};
