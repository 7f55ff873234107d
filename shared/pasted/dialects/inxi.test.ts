import { expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

test("a function's words are broken over lines as the terminal is wide", () => {
  const text = [
    "Network:",
    "  Device-1: Made Up Cards Quad Port vendor: Made Up driver: madeup v: kernel",
    "    pcie: speed: 5 GT/s lanes: 4 port: N/A bus-ID: 02:00.0 chip-ID: 1234:0202",
    "    class-ID: 0200",
    "  IF: ens2f0 state: up speed: 1000 Mbps duplex: full",
    "  Device-2: Made Up Cards Other driver: N/A bus-ID: 03:00.0 chip-ID: 1234:0303 class-ID: 0280",
    "",
    "Drives:",
    "  ID-1: /dev/sda vendor: Made Up",
  ].join("\n");
  expect(wordsIn(text)).toEqual({
    "0000:02:00.0": { vendor: 0x1234, device: 0x0202, class: 0x0200, driver: "madeup", interfaces: ["ens2f0"] },
    "0000:03:00.0": { vendor: 0x1234, device: 0x0303, class: 0x0280 },
  });
});
