import { expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

const LINKS = [
  "4: ens2f0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000",
  "    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0 numtxqueues 8 parentbus pci parentdev 0000:02:00.0",
  "    RX:  bytes packets errors dropped  missed   mcast",
  "          1234      12      0       0       0       0",
  "    vf 0     link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff, spoof checking on, link-state auto, trust off",
  "    vf 1     link/ether 02:00:00:00:00:03 brd ff:ff:ff:ff:ff:ff, spoof checking on, link-state auto, trust off",
  "10: br0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN mode DEFAULT group default qlen 1000",
  "    link/ether 02:00:00:00:00:09 brd ff:ff:ff:ff:ff:ff",
].join("\n");

test("with -d tells of whom an interface is, and how many VFs are on", () => {
  expect(wordsIn(LINKS)).toEqual({ "0000:02:00.0": { interfaces: ["ens2f0"], sriov: { numVfs: 2 } } });
});

test("below a list adds nothing to the functions of the list", () => {
  const list = "02:00.0 Ethernet controller: Made Up Cards Quad Port\n";
  expect(wordsIn(`${list}${LINKS.replaceAll(" parentbus pci parentdev 0000:02:00.0", "")}`)).toEqual(wordsIn(list));
});
