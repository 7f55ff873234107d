import { expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

const IDS = { vendor: 0x1234, device: 0x0202 };
const SUBSYSTEM = { subsystemVendor: 0x1234, subsystemDevice: 0x0001 };
const PCICONF = { driver: "madeup", ...IDS, ...SUBSYSTEM, class: 0x0200, progIf: 0, revision: 1 };

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
  ["pciconf -l", "madeup0@pci0:2:0:0:\tclass=0x020000 card=0x00011234 chip=0x02021234 rev=0x01 hdr=0x00", PCICONF],
  [
    "pciconf -l since FreeBSD 13",
    "madeup0@pci0:2:0:0:\tclass=0x020000 rev=0x01 hdr=0x00 vendor=0x1234 device=0x0202 subvendor=0x1234 subdevice=0x0001",
    PCICONF,
  ],
  [
    "pciconf -l without a driver",
    "none3@pci0:2:0:0:\tclass=0x020000 rev=0x01",
    { driver: null, class: 0x0200, progIf: 0, revision: 1 },
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
  ["vmkchdev -l", "0000:02:00.0 1234:0202 1234:0001 vmkernel vmnic0", { ...IDS, ...SUBSYSTEM, interfaces: ["vmnic0"] }],
  ["driverctl", "0000:02:00.0 vfio-pci [*]", { driver: "vfio-pci" }],
  ["driverctl without a driver", "0000:02:00.0 (none)", { driver: null }],
  [
    "nvidia-smi",
    "|   0  Made Up GPU             On   | 00000000:02:00.0 Off |                    0 |",
    { driver: "nvidia", names: { device: "Made Up GPU" } },
  ],
])("%s", (_name, line, words) => {
  expect(wordsIn(line)).toEqual({ "0000:02:00.0": words });
});
