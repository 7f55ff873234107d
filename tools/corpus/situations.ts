/** Dumps of what no single table is about: lists that go wrong, sizes, holes, whole machines. Every id in them is made up. */
import { parseBdf } from "../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { makeSpace } from "../../shared/pci/testing/make-space.ts";
import type { DumpFunction } from "../lspci-program.ts";

/** Lines of a dump, `offset: bytes`. */
type Lines = readonly string[];

const ENDPOINT: Lines = ["00: de fa 01 00 06 04 10 00 01 00 00 02 10 00 00 00", "2c: de fa 0a 00", "34: 40"];
const BRIDGE: Lines = ["00: de fa 02 00 07 00 10 00 01 00 04 06 10 00 01 00", "34: 40"];
/** PCI Express 2 of an endpoint with a link of 8 GT/s and 4 lanes, last of the list. */
const EXPRESS: Lines = ["40: 10 00 02 00 c2 8f 00 10 3f 29 00 00 43 c4 4b 00", "50: 40 00 43 10", "64: 1f 08 05 00"];

/** A function at this address. */
function at(address: string, size: number, ...lines: Lines): DumpFunction {
  const bdf = parseBdf(address);
  if (bdf === null) throw new Error(`no address: ${address}`);
  return { bdf, space: makeSpace(size, ...lines) };
}

/** Functions of one device, each of this size. */
function variants(size: number, ...functions: readonly Lines[]): readonly DumpFunction[] {
  return functions.map((lines, index) =>
    at(`02:${(index >> 3).toString(16).padStart(2, "0")}.${index & 7}`, size, ...lines),
  );
}

/** An endpoint with these capabilities behind 40h. */
const list = (...lines: Lines): Lines => [...ENDPOINT, ...lines];
/** An endpoint with PCI Express and these extended capabilities. */
const extended = (...lines: Lines): Lines => [...ENDPOINT, ...EXPRESS, ...lines];

/** Bytes that are not known are none of the dump's. */
function withHoles(
  { bdf, space }: DumpFunction,
  ...known: readonly (readonly [start: number, end: number])[]
): DumpFunction {
  return {
    bdf,
    space: new ConfigSpace(
      space.bytes,
      known.map(([start, end]) => ({ start, end })),
    ),
  };
}

const POWER = "01 00 03 c8 08 21 00 00";
const MSIX = "11 00 07 80 03 00 00 00 03 20 00 00";

/** A PF with 16 of 64 VFs enabled, and what its VFs answer. */
const PF: Lines = [
  "00: de fa 10 00 06 04 10 00 02 00 00 02 10 00 80 00",
  "10: 0c 00 00 f0 00 00 00 00 00 00 00 00 0c 00 10 f0",
  "2c: de fa 0b 00",
  "34: 40",
  "3c: 0b 01",
  `40: ${POWER} 05 60 8a 01 00 00 00 00`,
  `60: ${MSIX}`,
  "61: a0",
  "a0: 10 00 02 00 c2 8f 00 10 3f 29 00 00 83 44 43 00",
  "b0: 40 00 83 10",
  "c4: 1f 08 05 00 00 04 00 00 00 00 00 00 0e 00 00 00",
  "41: 50",
  "50: 05 60 8a 01",
  "100: 01 00 02 14 00 00 00 00 00 00 10 00 30 20 46 00",
  "140: 03 00 01 15 78 56 34 12 ff fe 9a bc",
  "150: 0e 00 01 16 00 01 00 00",
  "160: 10 00 01 1a 02 00 00 00 19 00 00 00 40 00 40 00 10 00 01 00 80 00 01 00 00 00 20 00",
  "17c: 53 05 00 00 01 00 00 00 04 00 20 f0",
  "1a0: 17 00 01 1b 05 00 00 00",
  "1b0: 0d 00 01 1d 00 00 00 00",
  "1d0: 0f 00 01 00 00 00 00 80",
];
const VF: Lines = [
  "00: ff ff ff ff 04 00 10 00 02 00 00 02 00 00 00 00",
  "2c: de fa 0b 00",
  "34: 60",
  `60: ${MSIX}`,
  "61: a0",
  "a0: 10 00 02 00 c2 8f 00 10",
  "100: 01 00 02 15",
  "150: 0e 00 01 1d",
  "1d0: 0f 00 01 00 00 00 00 80",
];

const port = (type: string, buses: string, control: string): Lines => [
  ...BRIDGE,
  `18: ${buses} 00 f1 01 00 00`,
  "20: 00 f0 f0 f0 01 e0 f1 e7",
  "28: 01 00 00 00 01 00 00 00",
  `3e: ${control}`,
  `40: 10 80 ${type} 01 02 80 00 00 1f 00 00 00 44 cc 79 02 08 00 44 f0 c0 0c 48 00 00 00 40 00 08 00 00 00`,
  "80: 0d 00 00 00 de fa 0c 00",
  "100: 0d 00 01 14 1f 00 1d 00",
  "140: 1d 00 01 00 03 00 03 00",
];

const SITUATIONS: Readonly<Record<string, readonly DumpFunction[]>> = {
  "bars-32": variants(
    64,
    [...ENDPOINT, "04: 07 00", "10: 01 e0 00 00 00 00 10 f0 08 00 20 f0 02 00 0a 00 06 00 30 f0 00 00 00 00"],
    [...ENDPOINT, "04: 00 00", "10: 01 e0 00 00 00 00 10 f0 08 00 20 f0 02 00 0a 00 06 00 30 f0 00 00 00 00"],
    [...ENDPOINT, "10: ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff"],
    [...ENDPOINT, "10: 03 00 00 00 05 e0 00 00 0e 00 00 f0"],
  ),
  "bars-64": variants(
    64,
    [...ENDPOINT, "10: 04 00 00 f0 01 00 00 00 0c 00 00 00 80 00 00 00 0c 00 00 00 00 00 00 00"],
    [...ENDPOINT, "10: 04 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 0c 00 00 f0"],
    [...ENDPOINT, "10: 0c 00 00 00 ff ff ff ff"],
  ),
  rom: variants(
    64,
    [...ENDPOINT, "30: 01 00 00 e0"],
    [...ENDPOINT, "30: 00 00 00 e0"],
    [...ENDPOINT, "30: 01"],
    [...ENDPOINT, "04: 00", "30: 01 00 00 e0"],
    [...BRIDGE, "38: 01 00 00 e0"],
    [...ENDPOINT, "30: ff ff ff ff"],
  ),
  interrupts: variants(
    64,
    ...["00 01", "0b 01", "ff 02", "0a 03", "10 04", "10 05", "05 00", "ff ff"].map((pin) => [
      ...ENDPOINT,
      `3c: ${pin} 20 40`,
    ]),
  ),
  "command-and-status": variants(
    64,
    ...["ff 07 ff ff", "00 00 00 00", "01 00 00 02", "02 00 00 04", "44 01 a0 06", "ff ff ef f9"].map((bits) => [
      ...ENDPOINT,
      `04: ${bits}`,
      "0c: 08 40 00 8f",
      "34: 00",
    ]),
  ),
  "header-types": variants(
    64,
    ...["00", "01", "02", "03", "7f", "80", "81", "ff"].map((type) => [...ENDPOINT, `0e: ${type}`, "34: 00"]),
  ),
  classes: variants(
    64,
    ...[
      "00 01 00",
      "02 08 01",
      "00 03 03",
      "30 03 0c",
      "00 04 06",
      "00 07 06",
      "00 00 06",
      "00 80 10",
      "00 00 12",
      "00 00 ff",
    ].map((kind) => [...ENDPOINT, `09: ${kind}`, "34: 00"]),
  ),
  "bridge-windows": variants(
    256,
    [...BRIDGE, "04: 07", "18: 00 01 05 40 f1 01 00 00 00 f0 f0 f0 01 e0 f1 e7 01 00 00 00 02 00 00 00"],
    [...BRIDGE, "18: 00 02 02 00 10 20 00 20 00 e0 f0 e0 00 d0 f0 d0"],
    [...BRIDGE, "18: 00 03 03 00 f1 01 a0 22 f0 ff 00 00 f1 ff 01 00"],
    [...BRIDGE, "18: ff ff ff ff 11 21 ff ff 0f 00 0f 00 02 00 03 00"],
    [...BRIDGE, "18: 00 04 04 00 01 11 00 00", "30: 01 00 02 00", "3e: ff ff"],
    [...BRIDGE, "04: 00", "18: 00 05 05 00 f0 00 00 00 f0 ff 00 00 f0 ff 00 00", "3e: 1f 00"],
    [...BRIDGE, "18: 00 06 06 00 00 f0 ff ff", "28: 01 00 00 00 00 00 00 00"],
  ),
  cardbus: variants(
    256,
    [
      ...ENDPOINT,
      "0a: 07 06 00 00 02",
      "10: 00 00 10 f0 80 00 00 02 03 04 08 b0 00 00 00 e0 00 f0 ff e3",
      "40: de fa 0d 00 e1 03 00 00",
      "80: 01 00 22 fe",
    ],
    [
      ...ENDPOINT,
      "0a: 07 06 00 00 82",
      "10: 00 00 10 f0 00 00 00 00 03 04 08 b0 00 00 00 e0 00 f0 ff e3 00 00 00 d0 00 f0 ff d3 01 10 00 00 fc 10 00 00 00 20 00 00 fc 20 00 00",
      "3e: ff ff",
    ],
    [...ENDPOINT, "0a: 07 06 00 00 02", "04: 00 00 00 00", "2c: 01 f0 00 00 fc 0f 00 00", "3e: 40 05"],
  ),
  "standard-lists": variants(
    256,
    list(`40: ${POWER}`),
    list(`40: ${POWER}`, "41: 40"),
    list(`40: ${POWER}`, "41: 60", `60: ${MSIX}`, "61: 40"),
    list(`40: ${POWER}`, "41: 63", `60: ${MSIX}`, "61: 10"),
    list(`40: ${POWER}`, "41: f0", "f0: ff 00"),
    list(`40: ${POWER}`, "41: fc", "fc: 11 00 07 80"),
    list(`40: ${POWER}`, "06: 00 00"),
    list("34: 00"),
    list("34: 42", `40: ${POWER}`),
    list("34: 04"),
    list("34: ff", "fc: 05 00"),
    list("40: 00 44 00 00 01 48 03 00 09 4c 04 01 0b 50 00 00 0e 54 00 00 06 58 ff ff 0c 5c 00 00 0f 00 00 00"),
    list("40: 00 44 00 00 16 48 34 12 40 4c 00 00 7f 50 ff ff fe 00 12 00"),
  ),
  "enhanced-allocation": variants(
    256,
    list("40: 14 00 04 00", "44: 02 00 fe 80 00 00 10 f0 fc ff 00 00 63 80 03 ff 02 00 20 f0 02 00 00 00 fe ff ff ff"),
    list("40: 14 00 02 00", "44: 82 05 03 c0 00 00 00 e0 00 ff 00 00", "50: 02 10 ff 00 01 00 30 e0 00 00 00 00"),
    [...BRIDGE, "40: 14 00 01 00", "44: 05 09 00 00", "48: 62 06 07 80 00 00 00 e0 fc ff 0f 00"],
  ),
  "extended-lists": variants(
    512,
    extended("100: 03 00 01 00 01 02 03 04 05 06 07 08"),
    extended("100: 03 00 01 10"),
    extended("100: 03 00 01 12", "120: 0e 00 01 14", "140: 0d 00 01 12"),
    extended("100: 03 00 01 12", "120: 0e 00 01 10"),
    extended("100: 0e 00 21 12", "120: 18 00 f1 13", "13c: 0f 00 11 ff", "1fc: 01 00 01 00"),
    extended("100: 00 00 00 00", "120: 0e 00 01 00"),
    extended("100: 00 00 00 12", "120: 00 00 01 13", "130: 0e 00 01 00"),
    extended("100: ff ff ff ff"),
    extended("100: 0e 00 01 12", "120: ff ff ff ff"),
    extended("100: 3b 00 01 11", "110: 14 00 01 12", "120: fe ca 03 13", "130: 3f 00 0f 14", "140: ff ff 0f 00"),
    extended("100: 03 00 01 08", "80: 0e 00 01 00"),
    list(`40: ${POWER}`, "100: 03 00 01 00 01 02 03 04"),
    list("40: 07 00 00 00 00 00 83 40", "100: 03 00 01 00 01 02 03 04 05 06 07 08"),
  ),
  "sizes-small": [
    ...[16, 32, 48, 60].map((size, index) => at(`03:00.${index}`, size, ...ENDPOINT)),
    ...[64, 66, 68, 80, 128, 250, 256].map((size, index) =>
      at(`03:01.${index}`, size, ...ENDPOINT, `40: ${POWER}`, "41: 50", `50: ${MSIX}`, "51: f8", "f8: 05 00 80 00"),
    ),
  ],
  "sizes-large": [0x100, 0x104, 0x108, 0x10c, 0x110, 0x140, 0x200].map((size, index) => {
    return at(`03:00.${index}`, size, ...extended("100: 01 00 02 14 01 00 00 00", "140: 03 00 01 00 05 06 07 08"));
  }),
  holes: [
    withHoles(at("04:00.0", 512, ...extended("100: 03 00 01 00 01 02 03 04")), [0, 0x60], [0x100, 0x120]),
    withHoles(at("04:00.1", 256, ...ENDPOINT, `40: ${POWER}`), [0, 0x10], [0x2c, 0x48]),
    withHoles(at("04:00.2", 256, ...ENDPOINT, `40: ${POWER}`), [0, 0x40], [0x60, 0x70]),
    withHoles(at("04:00.3", 256, ...BRIDGE, `40: ${POWER}`), [0, 0x1c], [0x30, 0x50]),
  ],
  "all-ones": [at("05:00.0", 64), at("05:00.1", 256), at("05:00.2", 4096)].map(({ bdf, space }) => ({
    bdf,
    space: new ConfigSpace(new Uint8Array(space.bytes.length).fill(0xff)),
  })),
  "all-zeros": [at("05:00.0", 64), at("05:00.1", 256), at("05:00.2", 4096)],
  domains: [
    at("0000:00:00.0", 64, ...ENDPOINT, "34: 00"),
    at("10000:e1:1f.7", 64, ...BRIDGE, "34: 00"),
    at("ffff:ff:1f.0", 64, ...ENDPOINT, "34: 00"),
  ],
  "machine-sriov": [
    at("81:00.0", 4096, ...PF),
    at("81:02.0", 4096, ...VF),
    at("81:02.1", 512, ...VF),
    at("81:02.2", 64, ...VF),
  ],
  "machine-switch": [
    at("00:01.0", 512, ...port("42", "00 01 05", "13 00")),
    at("01:00.0", 512, ...port("52", "01 02 05", "03 00")),
    at("02:00.0", 512, ...port("62", "02 03 03", "00 00")),
    at("02:01.0", 512, ...port("62", "02 04 04", "40 00")),
    at("03:00.0", 256, ...ENDPOINT, ...EXPRESS),
    at("04:00.0", 256, ...ENDPOINT, ...EXPRESS, "52: 81 00"),
    at("05:00.0", 512, ...port("72", "05 06 06", "ff 0f")),
  ],
};

/** By name of the dump. */
export function situationDumps(): ReadonlyMap<string, readonly DumpFunction[]> {
  return new Map(Object.entries(SITUATIONS));
}
