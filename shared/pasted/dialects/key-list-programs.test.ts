import { describe, expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

const IDS = { vendor: 0x1234, device: 0x0202 };
const SUBSYSTEM = { subsystemVendor: 0x1234, subsystemDevice: 0x0001 };
const NAMES = { vendor: "Made Up Cards", device: "Quad Port" };

describe("one value a line:", () => {
  test("udevadm info, with what is above and the interface from the paths", () => {
    const text = [
      "P: /devices/pci0000:00/0000:00:02.0/0000:02:00.0",
      "E: DEVPATH=/devices/pci0000:00/0000:00:02.0/0000:02:00.0",
      "E: DRIVER=madeup",
      "E: PCI_CLASS=20000",
      "E: PCI_ID=1234:0202",
      "E: PCI_SUBSYS_ID=1234:0001",
      "E: PCI_SLOT_NAME=0000:02:00.0",
      "E: ID_VENDOR_FROM_DATABASE=Made Up Cards",
      "E: ID_MODEL_FROM_DATABASE=Quad Port",
      "",
      "P: /devices/pci0000:00/0000:00:02.0/0000:02:00.0/net/ens2f0",
      "E: ID_NET_DRIVER=madeup",
      "",
      "P: /devices/virtual/net/lo",
      "E: DRIVER=other",
    ].join("\n");
    expect(wordsIn(text)["0000:02:00.0"]).toEqual({
      ...IDS,
      ...SUBSYSTEM,
      parent: "0000:00:02.0",
      driver: "madeup",
      class: 0x0200,
      progIf: 0,
      names: NAMES,
      interfaces: ["ens2f0"],
    });
  });

  test("lshw, whose address comes in the middle", () => {
    const text = [
      "     *-network:0",
      "          description: Ethernet interface",
      "          product: Quad Port [1234:0202]",
      "          vendor: Made Up Cards [1234]",
      "          bus info: pci@0000:02:00.0",
      "          logical name: ens2f0",
      "          version: 01",
      "          configuration: autonegotiation=on driver=madeup driverversion=6.1",
      "          resources: irq:16 memory:90000000-900fffff",
      "     *-cpu",
      "          product: A processor",
      "          version: 07",
    ].join("\n");
    expect(wordsIn(text)).toEqual({
      "0000:02:00.0": {
        ...IDS,
        names: { ...NAMES, classLabel: "Ethernet interface" },
        interfaces: ["ens2f0"],
        revision: 1,
        driver: "madeup",
        irq: 16,
      },
    });
  });

  test("ethtool -i", () => {
    const text =
      "driver: madeup\nversion: 6.1\nfirmware-version: 1.63\nbus-info: 0000:02:00.0\nsupports-statistics: yes";
    expect(wordsIn(text)).toEqual({ "0000:02:00.0": { driver: "madeup" } });
    expect(wordsIn(`${text}\ndriver: tun\nbus-info: tap\n`)).toEqual({ "0000:02:00.0": { driver: "madeup" } });
  });

  test("esxcli hardware pci list", () => {
    const text = [
      "0000:02:00.0",
      "   Address: 0000:02:00.0",
      "   Segment: 0x0000",
      "   Bus: 0x02",
      "   VMkernel Name: vmnic0",
      "   Vendor Name: Made Up Cards",
      "   Device Name: Quad Port",
      "   Vendor ID: 0x1234",
      "   Device ID: 0x0202",
      "   SubVendor ID: 0x1234",
      "   SubDevice ID: 0x0001",
      "   Device Class: 0x0200",
      "   Device Class Name: Ethernet controller",
      "   Revision ID: 0x01",
      "   Module Name: madeupn",
      "   Parent Device: PCI 0:0:28:4",
      "   NUMA Node: 1",
      "",
      "0000:02:00.1",
      "   Address: 0000:02:00.1",
      "   Vendor ID: 0x1234",
      "   Module Name: None",
    ].join("\n");
    expect(wordsIn(text)).toEqual({
      "0000:02:00.0": {
        ...IDS,
        ...SUBSYSTEM,
        interfaces: ["vmnic0"],
        names: NAMES,
        class: 0x0200,
        revision: 1,
        driver: "madeupn",
        parent: "0000:00:1c.4",
        numaNode: 1,
      },
      "0000:02:00.1": { vendor: 0x1234, driver: null },
    });
  });

  test("virsh nodedev-dumpxml", () => {
    const text = [
      "<device>",
      "  <name>pci_0000_02_00_0</name>",
      "  <path>/sys/devices/pci0000:00/0000:00:02.0/0000:02:00.0</path>",
      "  <parent>pci_0000_00_02_0</parent>",
      "  <driver>",
      "    <name>madeup</name>",
      "  </driver>",
      "  <capability type='pci'>",
      "    <class>0x020000</class>",
      "    <product id='0x0202'>Quad Port</product>",
      "    <vendor id='0x1234'>Made Up Cards</vendor>",
      "    <iommuGroup number='15'>",
      "      <address domain='0x0000' bus='0x02' slot='0x00' function='0x0'/>",
      "    </iommuGroup>",
      "    <numa node='1'/>",
      "  </capability>",
      "</device>",
    ].join("\n");
    expect(wordsIn(text)["0000:02:00.0"]).toEqual({
      ...IDS,
      parent: "0000:00:02.0",
      driver: "madeup",
      class: 0x0200,
      progIf: 0,
      names: NAMES,
      iommuGroup: "15",
      numaNode: 1,
    });
  });

  test("/proc/driver/nvidia/gpus", () => {
    const text =
      "Model: \t\t Quad Port\nIRQ:   \t\t 16\nBus Type: \t PCIe\nBus Location: \t 0000:02:00.0\nDevice Minor: \t 0\n";
    expect(wordsIn(text)).toEqual({ "0000:02:00.0": { irq: 16, names: { device: "Quad Port" } } });
  });

  test("nvidia-smi -q", () => {
    const text = [
      "GPU 00000000:02:00.0",
      "    Product Name                          : Quad Port",
      "    PCI",
      "        Bus                               : 0x02",
      "        Device Id                         : 0x02021234",
      "        Bus Id                            : 00000000:02:00.0",
      "        Sub System Id                     : 0x00011234",
    ].join("\n");
    expect(wordsIn(text)).toEqual({ "0000:02:00.0": { ...IDS, ...SUBSYSTEM, names: { device: "Quad Port" } } });
  });
});
