import { expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

const STATUS = [
  "Network devices using DPDK-compatible driver",
  "============================================",
  "0000:02:00.1 'Quad Port 0202' drv=vfio-pci unused=madeup,uio_pci_generic numa_node=1",
  "",
  "Network devices using kernel driver",
  "===================================",
  "0000:02:00.0 'Maker's Quad Port 0202' if=ens2f0,ens2f1 drv=madeup unused=vfio-pci *Active*",
  "",
  "Other Network devices",
  "=====================",
  "0000:03:00.0 'Device 0303' unused=madeup,vfio-pci",
  "",
  "No 'Crypto' devices detected",
  "============================",
].join("\n");

test("has names with ids behind them, drivers, interfaces and nodes", () => {
  expect(wordsIn(STATUS)).toEqual({
    "0000:02:00.1": {
      names: { device: "Quad Port" },
      device: 0x0202,
      driver: "vfio-pci",
      modules: ["madeup"],
      numaNode: 1,
    },
    "0000:02:00.0": {
      names: { device: "Maker's Quad Port" },
      device: 0x0202,
      driver: "madeup",
      interfaces: ["ens2f0", "ens2f1"],
    },
    "0000:03:00.0": { device: 0x0303, driver: null, modules: ["madeup"] },
  });
});
