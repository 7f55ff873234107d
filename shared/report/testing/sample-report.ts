/** A machine with configuration spaces for the tests of reports, full of things that a report must not give away. */
import type { ConfigReading, MachineSnapshot } from "../../machine/facts.ts";
import { buildMachine } from "../../machine/machine.ts";
import { bdf, labServer } from "../../machine/testing/sample-machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { ReportInput } from "../create-report.ts";
import { hexOfBytes } from "../secrets.ts";

/** As the machine tells it, and the serial number made of it. */
const MAC = "b8:3f:d2:12:34:56";
export const MAC_BYTES = [0xb8, 0x3f, 0xd2, 0x12, 0x34, 0x56] as const;
export const SERIAL_BYTES = [0xb8, 0x3f, 0xd2, 0x03, 0x00, 0x12, 0x34, 0x56] as const;
/** What VPD Data last read. */
export const VPD_BYTES = [0x53, 0x4e, 0x37, 0x39] as const;

export const PF = bdf("01:00.0");
export const SLEEPING = bdf("41:00.0");
export const UNPRIVILEGED = bdf("00:01.0");

const DSN_AT = 0x140;
const VENDOR_AT = 0x200;

function put(bytes: Uint8Array, at: number, width: number, value: number): void {
  for (let i = 0; i < width; i++) bytes[at + i] = Math.floor(value / 256 ** i) & 0xff;
}

/** A ConnectX-like PF: Power Management, VPD, PCI Express, Device Serial Number, SR-IOV, vendor specific. */
export function pfBytes(): Uint8Array {
  const bytes = new Uint8Array(4096);
  put(bytes, 0x00, 4, 0x102115b3);
  put(bytes, 0x04, 4, 0x00100406);
  put(bytes, 0x08, 4, 0x02000000);
  put(bytes, 0x0e, 1, 0x80);
  put(bytes, 0x10, 4, 0xde00000c);
  put(bytes, 0x14, 4, 0x600);
  put(bytes, 0x2c, 4, 0x002315b3);
  put(bytes, 0x34, 1, 0x40);
  put(bytes, 0x40, 4, 0x00034801);
  put(bytes, 0x48, 4, 0x80006003);
  bytes.set(VPD_BYTES, 0x4c);
  put(bytes, 0x60, 4, 0x00020010);
  put(bytes, 0x100, 4, 0x14010001);
  put(bytes, DSN_AT, 4, 0x18010003);
  bytes.set([...SERIAL_BYTES].reverse(), DSN_AT + 4);
  put(bytes, 0x180, 4, 0x20010010);
  put(bytes, 0x188, 2, 0x19);
  put(bytes, 0x18c, 4, 0x00100010);
  put(bytes, 0x190, 2, 4);
  put(bytes, 0x194, 4, 0x00010002);
  put(bytes, 0x198, 4, 0x101e0000);
  put(bytes, 0x19c, 4, 0x7ff);
  put(bytes, 0x1a0, 4, 1);
  put(bytes, 0x1a4, 4, 0xdc00000c);
  put(bytes, VENDOR_AT, 4, 0x0001000b);
  put(bytes, VENDOR_AT + 4, 4, 0x02010042);
  bytes.set(MAC_BYTES, VENDOR_AT + 9);
  return bytes;
}

export function reading(bytes: Uint8Array, size = bytes.length): ConfigReading {
  return { state: "read", hex: hexOfBytes(bytes), known: [[0, bytes.length]], size };
}

/** The lab server with an interface named by its MAC address, and a message that repeats it. */
function secretiveServer(): MachineSnapshot {
  const server = labServer();
  const functions = server.functions.map((fn) => {
    if (fn.bdf !== PF) return fn;
    return {
      ...fn,
      subsystemVendor: 0x15b3,
      subsystemDevice: 0x0023,
      label: "NIC b8-3f-d2-12-34-56",
      children: [
        ...fn.children,
        { kind: "net" as const, name: "enxb83fd2123456", state: "down", address: MAC },
        { kind: "infiniband" as const, name: "mlx5_0", state: null, address: "b83f:d203:0012:3456" },
      ],
      resources: [
        { start: "0x600de000000", end: "0x600dfffffff", flags: "0x14220c" },
        ...Array.from({ length: 6 }, () => ({ start: "0x0", end: "0x0", flags: "0x0" })),
        { start: "0x600dc000000", end: "0x600ddffffff", flags: "0x14220c" },
      ],
      problems: [
        { attribute: "vpd", code: "EIO", message: "vpd of B83FD2123456, port b83f:d203:0012:3456, could not be read" },
      ],
    };
  });
  return { ...server, functions };
}

export function sampleConfigs(): Map<Bdf, ConfigReading> {
  return new Map<Bdf, ConfigReading>([
    [PF, reading(pfBytes())],
    [SLEEPING, { state: "asleep" }],
    [UNPRIVILEGED, reading(pfBytes().slice(0, 64), 4096)],
  ]);
}

export function sampleInput(rest: Partial<ReportInput> = {}): ReportInput {
  return {
    machine: buildMachine(secretiveServer()),
    configs: sampleConfigs(),
    scope: { kind: "machine" },
    format: "html",
    language: "en",
    hex: true,
    redact: false,
    createdAt: "2026-11-22T12:00:00.000Z",
    version: "0.1.0",
    ...rest,
  };
}
