import { expect, test } from "vitest";
import { addressIn, addressSaid } from "./addresses.ts";

test.each([
  ["lspci -s 0b:00.0 -xxx", "0000:0b:00.0"],
  ["lspci -s0b:00.0", "0000:0b:00.0"],
  ["lspci --slot=0b:00.0", "0000:0b:00.0"],
  ["lspci -s b:0.0", "0000:0b:00.0"],
  ["xxd /sys/devices/pci0000:00/0000:00:01.0/0000:0b:00.0/config", "0000:0b:00.0"],
  ["od /proc/bus/pci/0001:0b/00.0", "0001:0b:00.0"],
  ["pci display 1.0.0", "0000:01:00.0"],
  ["pciconf -r pci0:11:0:0 0:0xff", "0000:0b:00.0"],
  ["xxd /sys/bus/pci/devices/0000:0b:00.0/vpd", null],
  ["xxd -p -s 64 /sys/bus/pci/devices/0000:0b:00.0/config", null],
  ["lspci -s 0b:", null],
  ["ip link", null],
])("%s is about %s", (command, bdf) => {
  expect(addressIn(command)).toBe(bdf);
});

test.each([
  ["PCI Segment 00 Bus 0B Device 00 Func 00 [EFI 000B000000]", "0000:0b:00.0"],
  ["PCI bus 11, device 0, function 0", "0000:0b:00.0"],
  ["Bus 11, Device 1F, Function 3 - a bridge", "0000:11:1f.3"],
  ["pci 0000:0b:00.0: config space:", "0000:0b:00.0"],
  ["0000:0b:00.0 is below 0000:00:01.0", null],
  ["at 10:30:01.5 o'clock", null],
])("%s names %s", (sentence, bdf) => {
  expect(addressSaid(sentence)).toBe(bdf);
});
