/** What a machine runs in and where its interrupts go, out of what it shows: made-up machines of each kind. */
import { describe, expect, it, test } from "vitest";
import { areMsisIsolated } from "./interrupts.ts";
import { type Tree, usageFrom } from "./testing/sent.ts";

const platformOf = async (tree: Tree) => (await usageFrom({ tree })).platform;

const dmi = (vendor: string, product: string, rest: Readonly<Record<string, string>> = {}): Tree =>
  Object.fromEntries(
    Object.entries({ sys_vendor: vendor, product_name: product, ...rest }).map(([name, text]) => [
      `/sys/class/dmi/id/${name}`,
      `${text}\n`,
    ]),
  );
const XEN: Tree = { "/sys/hypervisor/type": "xen\n" };
const GUEST: Tree = { "/proc/cpuinfo": "hypervisor\n" };
const BARE: Tree = { "/proc/cpuinfo": "bare\n" };

describe("what a kernel runs in", () => {
  it.each<[string, Tree, string | null]>([
    ["a server", { ...BARE, ...dmi("Maker", "Server") }, "machine"],
    [
      "a server of a maker that rents out guests too",
      { ...BARE, ...dmi("Google", "Google Compute Engine") },
      "machine",
    ],
    ["the domain of Xen with the hardware", { ...XEN, "/proc/xen/capabilities": "control_d\n" }, "xen-host"],
    ["the same without xenfs", { ...XEN, "/sys/hypervisor/properties/features": "00002b67\n" }, "xen-host"],
    ["another domain of Xen", { ...XEN, "/sys/hypervisor/properties/features": "00002705\n" }, "xen"],
    ["an older instance of EC2", { ...XEN, ...dmi("Xen", "HVM domU", { bios_version: "4.11.amazon" }) }, "ec2"],
    ["an instance of EC2", { ...GUEST, ...dmi("Amazon EC2", "m5.large") }, "ec2"],
    ["a whole machine of EC2 with an Arm processor", dmi("Amazon EC2", "m6g.metal"), "machine"],
    ["an instance of GCE", { ...GUEST, ...dmi("Google", "Google Compute Engine") }, "gce"],
    [
      "a guest in Azure",
      {
        ...GUEST,
        ...dmi("Microsoft Corporation", "Virtual Machine", { chassis_asset_tag: "7783-7084-3265-9085-8269-3286-77" }),
      },
      "azure",
    ],
    ["a guest of Hyper-V", { ...GUEST, ...dmi("Microsoft Corporation", "Virtual Machine") }, "hyper-v"],
    ["a guest of VMware", { ...GUEST, ...dmi("VMware, Inc.", "VMware7,1") }, "vmware"],
    ["a guest of VirtualBox", { ...GUEST, ...dmi("innotek GmbH", "VirtualBox") }, "virtualbox"],
    ["a guest of QEMU", dmi("QEMU", "Standard PC (Q35 + ICH9, 2009)"), "qemu"],
    ["some other guest", { ...GUEST, ...dmi("Maker", "Cloud Server") }, "guest"],
    ["what tells nothing", {}, null],
  ])("%s", async (_, tree, runsIn) => {
    expect((await platformOf(tree)).runsIn).toBe(runsIn);
  });
});

describe("interrupts of functions", () => {
  it.each<[string, string, boolean | null]>([
    [
      "are remapped on x86",
      "  CPU0\n  9: 0 IR-IO-APIC 9-fasteoi acpi\n 30: 1 IR-PCI-MSIX-0000:01:00.0 0-edge a\n",
      true,
    ],
    ["are not without it", "  CPU0\n  9: 0 IO-APIC 9-fasteoi acpi\n 30: 1 PCI-MSI 524288-edge nvme0q0\n", false],
    ["go by an ITS", "  CPU0\n 11: 5 GICv3 27 Level arch_timer\n 60: 1 ITS-PCI-MSIX-0001:01:00.0 0 Edge a\n", true],
    ["go by an ITS on an older kernel", "  CPU0\n 11: 5 GICv3 27 Level t\n 60: 1 ITS-MSI 8192 Edge a\n", true],
    ["go by GICv2m", "  CPU0\n 11: 5 GIC-0 27 Level t\n 60: 1 GICv2m-PCI-MSIX-0001:01:00.0 0 Edge a\n", false],
    ["go by the MIP", "  CPU0\n 11: 5 GICv2 27 Level t\n 60: 1 MIP-MSI-PCI-MSI-0001:01:00.0 0 Edge a\n", false],
    ["go by a bridge's own controller", "  CPU0\n 11: 5 GICv2 27 Level t\n 60: 1 BRCM STB PCIe MSI 0 Edge a\n", false],
    [
      "of devices that are no PCI functions tell nothing",
      "  CPU0\n 11: 5 GICv3 27 Level t\n 60: 1 ITS-pMSI-x 0 Edge a\n",
      null,
    ],
    ["on another processor tell nothing", "  CPU0\n 30: 1 MPIC 524288 Edge a\n", null],
  ])("%s", async (_, text, remaps) => {
    expect((await platformOf({ "/proc/interrupts": text })).remapsInterrupts).toBe(remaps);
  });

  it("are not known where ports differ", () => {
    expect(areMsisIsolated(["GICv3", "ITS-MSI", "DWC-PCI-MSI"])).toBeNull();
  });
});

test("a framebuffer that firmware left is told with its place, where that is shown", async () => {
  const { fixtures } = await usageFrom({
    tree: { "/proc/iomem": "0000:c3:00.0 BOOTFB 2800000000-2801fa3fff\n0000:03:00.0 efifb 00000000-00000000" },
  });
  expect(fixtures).toEqual([
    {
      kind: "framebuffer",
      name: "BOOTFB",
      bdf: "0000:c3:00.0",
      range: { start: "0x2800000000", end: "0x2801fa3fff" },
    },
    { kind: "framebuffer", name: "efifb", bdf: "0000:03:00.0" },
  ]);
});
