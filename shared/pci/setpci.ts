/**
 * The `setpci` command (pciutils) that reads a register, by the names that setpci knows, so that it holds on another
 * machine too: `setpci -s 0000:01:00.0 CAP_EXP+10.w`. setpci takes aligned bytes, words and double words only.
 */
import type { Bdf } from "./bdf.ts";
import type { CapabilityNode, DecodedSpace, RegisterNode } from "./decode.ts";
import { hexDigits } from "./hex-digits.ts";

/** Standard capabilities that every setpci since 3.5 has a name for; `CAP13` and the like work for all. */
const CAPABILITY_NAMES: Readonly<Record<number, string>> = {
  1: "CAP_PM",
  2: "CAP_AGP",
  3: "CAP_VPD",
  4: "CAP_SLOTID",
  5: "CAP_MSI",
  6: "CAP_CHSWP",
  7: "CAP_PCIX",
  8: "CAP_HT",
  9: "CAP_VNDR",
  10: "CAP_DBG",
  11: "CAP_CCRC",
  12: "CAP_HOTPLUG",
  13: "CAP_SSVID",
  14: "CAP_AGP3",
  15: "CAP_SECURE",
  16: "CAP_EXP",
  17: "CAP_MSIX",
  18: "CAP_SATA",
  19: "CAP_AF",
};

/** Registers of every header by offset and width. */
const COMMON_NAMES: Readonly<Record<string, string>> = {
  "0:2": "VENDOR_ID",
  "2:2": "DEVICE_ID",
  "4:2": "COMMAND",
  "6:2": "STATUS",
  "8:1": "REVISION",
  "c:1": "CACHE_LINE_SIZE",
  "d:1": "LATENCY_TIMER",
  "e:1": "HEADER_TYPE",
  "f:1": "BIST",
};

/** By header type; setpci refuses these names for a function whose header is of another type. */
const HEADER_NAMES: readonly Readonly<Record<string, string>>[] = [
  {
    "10:4": "BASE_ADDRESS_0",
    "14:4": "BASE_ADDRESS_1",
    "18:4": "BASE_ADDRESS_2",
    "1c:4": "BASE_ADDRESS_3",
    "20:4": "BASE_ADDRESS_4",
    "24:4": "BASE_ADDRESS_5",
    "28:4": "CARDBUS_CIS",
    "2c:2": "SUBSYSTEM_VENDOR_ID",
    "2e:2": "SUBSYSTEM_ID",
    "30:4": "ROM_ADDRESS",
    "34:1": "CAPABILITIES",
    "3c:1": "INTERRUPT_LINE",
    "3d:1": "INTERRUPT_PIN",
    "3e:1": "MIN_GNT",
    "3f:1": "MAX_LAT",
  },
  {
    "10:4": "BASE_ADDRESS_0",
    "14:4": "BASE_ADDRESS_1",
    "18:1": "PRIMARY_BUS",
    "19:1": "SECONDARY_BUS",
    "1a:1": "SUBORDINATE_BUS",
    "1b:1": "SEC_LATENCY_TIMER",
    "1c:1": "IO_BASE",
    "1d:1": "IO_LIMIT",
    "1e:2": "SEC_STATUS",
    "20:2": "MEMORY_BASE",
    "22:2": "MEMORY_LIMIT",
    "24:2": "PREF_MEMORY_BASE",
    "26:2": "PREF_MEMORY_LIMIT",
    "28:4": "PREF_BASE_UPPER32",
    "2c:4": "PREF_LIMIT_UPPER32",
    "30:2": "IO_BASE_UPPER16",
    "32:2": "IO_LIMIT_UPPER16",
    "34:1": "CAPABILITIES",
    "38:4": "BRIDGE_ROM_ADDRESS",
    "3c:1": "INTERRUPT_LINE",
    "3d:1": "INTERRUPT_PIN",
    "3e:2": "BRIDGE_CONTROL",
  },
];

const LETTERS = { 1: "b", 2: "w", 4: "l" } as const;
const SPACE_END = 0x1000;
/** setpci takes ids of extended capabilities up to here. */
const LAST_EXTENDED_ID = 0xfff;
const EXPRESS = 0x10;
const CARDBUS = 2;

interface Piece {
  readonly at: number;
  readonly width: 1 | 2 | 4;
}

/** The fewest aligned pieces that are the bytes. */
function pieces(start: number, width: number): Piece[] {
  const found: Piece[] = [];
  for (let at = start; at < start + width; ) {
    const left = start + width - at;
    const size = at % 4 === 0 && left >= 4 ? 4 : at % 2 === 0 && left >= 2 ? 2 : 1;
    found.push({ at, width: size });
    at += size;
  }
  return found;
}

function headerAddress(type: number, register: RegisterNode): string | null {
  const key = `${register.offset.toString(16)}:${register.width}`;
  return COMMON_NAMES[key] ?? HEADER_NAMES[type]?.[key] ?? null;
}

/** The function around a register, as far as it is known. */
type Around = Pick<DecodedSpace, "headerType" | "capabilities">;

/** What stands before the offset: `CAP_EXP`, `ECAP10`; null = only the address itself finds it. */
function capabilityName(capability: CapabilityNode, around: Around | null): string | null {
  // setpci looks for both lists from 34h on, and for the extended one only behind a PCI Express capability.
  if (around?.headerType === CARDBUS) return null;
  if (capability.space === "standard") {
    return CAPABILITY_NAMES[capability.id] ?? `CAP${capability.id.toString(16)}`;
  }
  const isExpress =
    around === null || around.capabilities.some(({ space, id }) => space === "standard" && id === EXPRESS);
  return isExpress && capability.id <= LAST_EXTENDED_ID ? `ECAP${capability.id.toString(16)}` : null;
}

/**
 * @param capability the structure with the register, which may be the header
 * @param around so that the second capability of an id is told from the first; without it, it counts as the only one
 * @returns null for what setpci cannot read
 */
export function setpciOf(
  bdf: Bdf,
  capability: CapabilityNode,
  register: RegisterNode,
  around: Around | null = null,
): string | null {
  const { offset, width } = register;
  if (offset < 0 || offset + width > SPACE_END) return null;
  const parts = pieces(offset, width);
  const absolute = (piece: Piece): string => `${hexDigits(piece.at, 2)}.${LETTERS[piece.width]}`;
  if (capability.space === "header") {
    return `setpci -s ${bdf} ${headerAddress(capability.id, register) ?? parts.map(absolute).join(" ")}`;
  }
  const name = capabilityName(capability, around);
  const same = (around?.capabilities ?? []).filter(
    ({ space, id }) => space === capability.space && id === capability.id,
  );
  const ordinal = same.findIndex(({ path }) => path === capability.path);
  const relative = (piece: Piece): string => {
    const from = (piece.at - capability.range.start).toString(16);
    return `${name}+${from}.${LETTERS[piece.width]}${ordinal > 0 ? `@${ordinal}` : ""}`;
  };
  return `setpci -s ${bdf} ${parts.map(name === null ? absolute : relative).join(" ")}`;
}
