import { expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

const IDS = { vendor: 0x1234, device: 0x0202 };
const SUBSYSTEM = { subsystemVendor: 0x1234, subsystemDevice: 0x0001 };

test.each([
  [
    "lshw -businfo",
    "pci@0000:02:00.0  ens2f0     network    Quad Port",
    { interfaces: ["ens2f0"], names: { device: "Quad Port" } },
  ],
  [
    "lshw -businfo without a device",
    "pci@0000:02:00.0             bridge     Quad Port",
    { names: { device: "Quad Port" } },
  ],
  [
    "ESXi's lspci -p",
    "0000:02:00.0 1234:0202 1234:0001   5/ 11/0x38 A V madeupn      vmnic0",
    { ...IDS, ...SUBSYSTEM, driver: "madeupn", interfaces: ["vmnic0"] },
  ],
  ["ESXi's lspci -p without a driver", "0000:02:00.0 1234:0202 1234:0001 255/   /0x00   V", { ...IDS, ...SUBSYSTEM }],
  ["esxcli hardware pci pcipassthru list", "0000:02:00.0     true", {}],
  [
    "SPDK's setup.sh status",
    "NVMe                      0000:02:00.0    1234   0202   1       nvme             nvme0      nvme0n1",
    { ...IDS, numaNode: 1, driver: "nvme", interfaces: ["nvme0"] },
  ],
  [
    "mst status -v",
    "MadeUp(rev:0)           /dev/mst/mt0000_pciconf0      02:00.0   mlx5_0          net-ens2f0                1",
    { interfaces: ["mlx5_0", "ens2f0"] },
  ],
  ["virsh nodedev-list", "  +- pci_0000_02_00_0", {}],
  [
    "devlink port show",
    "pci/0000:02:00.0/1: type eth netdev ens2f0 flavour physical port 0 splittable false",
    { interfaces: ["ens2f0"] },
  ],
  [
    "devlink port show of a representor",
    "pci/0000:02:00.0/2: type eth netdev ens2f0v0 flavour pcivf controller 0 pfnum 0 vfnum 0",
    {},
  ],
  [
    "ibdev2netdev -v",
    "0000:02:00.0 mlx5_0 (MT0000 - MADEUP) Made Up Cards Quad Port fw 1.0.0 port 1 (ACTIVE) ==> ens2f0 (Up)",
    { interfaces: ["mlx5_0", "ens2f0"] },
  ],
  [
    "esxcli network nic list",
    "vmnic0  0000:02:00.0  madeupn  Up  Up  1000  Full  02:00:00:00:00:01  1500  Made Up Cards Quad Port",
    { interfaces: ["vmnic0"], driver: "madeupn" },
  ],
  [
    "ESXi's lspci",
    "0000:02:00.0 Network controller: Made Up Cards Quad Port [vmnic0]",
    { names: { classLabel: "Network controller", whole: "Made Up Cards Quad Port" }, interfaces: ["vmnic0"] },
  ],
  [
    "ESXi's lspci of a VF",
    "0000:02:00.0 Network controller: Made Up Cards Virtual Function [PF_0.2.0_VF_3]",
    { names: { classLabel: "Network controller", whole: "Made Up Cards Virtual Function" } },
  ],
  ["vmkchdev -l", "0000:02:00.0 1234:0202 1234:0001 vmkernel vmnic0", { ...IDS, ...SUBSYSTEM, interfaces: ["vmnic0"] }],
  ["driverctl", "0000:02:00.0 vfio-pci [*]", { driver: "vfio-pci" }],
  ["driverctl of a common driver", "0000:02:00.0 ixgbe", { driver: "ixgbe" }],
  [
    "driverctl -v list-devices",
    "0000:02:00.0 madeup (Quad Port)",
    { driver: "madeup", names: { device: "Quad Port" } },
  ],
  ["driverctl without a driver", "0000:02:00.0 (none)", { driver: null }],
  [
    "nvidia-smi",
    "|   0  Made Up GPU             On   | 00000000:02:00.0 Off |                    0 |",
    { driver: "nvidia", names: { device: "Made Up GPU" } },
  ],
])("%s", (_name, line, words) => {
  expect(wordsIn(line)).toEqual({ "0000:02:00.0": words });
});

test("a word of a person is no driver", () => {
  expect(() => wordsIn("0000:02:00.0 works")).toThrow("no PCI function");
});
