/** A dump for each table of the registry: functions that have this one capability, in several variants. */
import { formatBdf } from "../../shared/pci/bdf.ts";
import { DEFINITIONS, findDefinition, HEADERS } from "../../shared/pci/capabilities/registry.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { functionContext } from "../../shared/pci/decode.ts";
import type { CapabilityDef, FieldDef } from "../../shared/pci/layout.ts";
import { Random } from "../../shared/pci/testing/random-space.ts";
import type { DumpFunction } from "../lspci-program.ts";
import { ALL_ONES, ALL_ZEROS, Bytes, fillTable, mixed, type Values } from "./fill.ts";

const VENDOR = 0xfade;
const STANDARD_AT = 0x40;
const EXTENDED_AT = 0x100;
const EXPRESS = 0x10;
/** Where PCI Express stands, without which lspci looks for no extended capability: the short one of version 1. */
const EXPRESS_AT = 0x40;
const EXPRESS_END = 0x60;
/** Device/Port Types: endpoint, event collector, root port, integrated endpoint, switch's ports, bridge: each shows other registers. */
const PORT_TYPES = [0, 10, 4, 9, 5, 6, 7] as const;
/** Subclass and base class by header type. */
const CLASSES: readonly (readonly number[])[] = [
  [0x00, 0x02],
  [0x04, 0x06],
  [0x07, 0x06],
];
const BRIDGES: readonly number[] = [4, 5, 6, 7];
/** Bytes behind a capability's start that are written down: some tables say too much of their length. */
const MAX_LENGTH = 0x120;
const MIN_MIXED = 2;
const MAX_MIXED = 6;

/** What must stand in the bytes for a table to be taken that shares its id with others. */
interface Shape {
  readonly vendor?: number;
  readonly device?: number;
  readonly headerType?: number;
  /** Instead of one type of port after the other. */
  readonly portType?: number;
  /** Bytes from the capability's start. */
  readonly bytes?: Readonly<Record<number, number>>;
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** A vendor-specific header, and of a DVSEC the id behind it. */
function vendorHeader(id: number, revision: number, length: number, dvsec = 0): NonNullable<Shape["bytes"]> {
  const header2 = { 8: dvsec & 0xff, 9: dvsec >> 8 };
  return { 4: id & 0xff, 5: id >> 8, 6: ((length & 0xf) << 4) | revision, 7: length >> 4, ...(dvsec ? header2 : {}) };
}

const CXL = 0x1e98;
const CCIX = 0x1e2c;
const INTEL = 0x8086;
const AMD = 0x1022;
const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  ...Object.fromEntries(HEADERS.map(({ id }) => [`header:${id}`, [{ headerType: id }]])),
  "standard:7": range(3).map((headerType) => ({ headerType })),
  // HyperTransport: the type is in the upper bits of the command.
  "standard:8": range(32).map((type) => ({ bytes: { 3: type << 3 } })),
  "standard:9": [
    { bytes: { 2: 0x14 } },
    ...[1, 2, 5, 8, 0, 9].map((type) => ({
      vendor: 0x1af4,
      device: 0x1041,
      bytes: { 2: type === 8 ? 24 : 20, 3: type },
    })),
    ...[0x0c, 0x10, 0x14].map((length) => ({ vendor: INTEL, bytes: { 2: length, 3: 0x01 } })),
    ...[0x02, 0x10, 0x20].map((kind) => ({ vendor: INTEL, bytes: { 2: 0x08, 3: kind } })),
    { vendor: 0x15b3, bytes: { 2: 0x18, 3: 0x00 } },
    { vendor: 0x15b3, bytes: { 2: 0x1c, 3: 0x02 } },
    { vendor: 0x10de, bytes: { 2: 0x08, 3: 0x50, 4: 0x32, 5: 0x50 } },
    // lspci takes the version for what tells Intel's capabilities apart.
    ...[0x01, 0x10, 0x20].map((version) => ({
      vendor: INTEL,
      bytes: { 2: 0x18, 3: version, 4: 0x57, 5: 0x44, 6: 0x48, 7: 0x53 },
    })),
  ],
  // A bridge to PCI has registers of its own; two in a row, as flags change from one variant to the next.
  "extended:1": [{}, { portType: 7 }, { portType: 7 }],
  "extended:11": [
    { bytes: vendorHeader(0xbeef, 1, 0x18) },
    { vendor: INTEL, bytes: vendorHeader(0x02, 1, 0x10) },
    { vendor: INTEL, bytes: vendorHeader(0x43, 1, 0x10) },
    { vendor: INTEL, bytes: vendorHeader(0x1234, 1, 0x40) },
    { vendor: 0x1172, bytes: vendorHeader(0x1172, 1, 0x44) },
    { vendor: 0x16c3, bytes: vendorHeader(0x06, 1, 0x18) },
    { vendor: 0x1002, bytes: { ...vendorHeader(0x02, 1, 0xb4), 44: 0x70 } },
    { vendor: 0x1002, bytes: { ...vendorHeader(0x02, 2, 0xc0), 44: 0xc0 } },
    { vendor: 0x17cb, bytes: vendorHeader(0x02, 4, 0x100) },
    { bytes: vendorHeader(0x02, 4, 0x100) },
    { vendor: 0x17cb, bytes: vendorHeader(0x03, 1, 0x40) },
    { vendor: 0x17cb, bytes: vendorHeader(0x04, 2, 0x44) },
    { vendor: 0x10ee, bytes: vendorHeader(0x06, 0, 0x18) },
    { vendor: 0x10ee, bytes: vendorHeader(0x06, 1, 0x14) },
    { vendor: 0x10ee, bytes: vendorHeader(0x20, 1, 0x10) },
    { vendor: 0x10ee, bytes: vendorHeader(0x20, 0, 0x14) },
    { vendor: 0x1000, device: 0xc030, bytes: vendorHeader(0x01, 1, 0x10) },
    { vendor: 0x1000, device: 0xc034, bytes: vendorHeader(0x01, 0, 0x14) },
  ],
  "extended:35": [
    { bytes: vendorHeader(VENDOR, 1, 0x18, 5) },
    { bytes: vendorHeader(INTEL, 1, 0x10, 2) },
    { bytes: vendorHeader(INTEL, 0, 0x18, 5) },
    { bytes: vendorHeader(INTEL, 1, 0x14, 5) },
    { bytes: vendorHeader(AMD, 1, 0x2c, 1) },
    { bytes: vendorHeader(AMD, 2, 0x24, 1) },
    { bytes: vendorHeader(CCIX, 0, 0x44, 1) },
    { bytes: vendorHeader(CCIX, 1, 0x3c, 1) },
    ...[0, 1, 2].flatMap((revision) =>
      range(12).map((id) => ({ bytes: { ...vendorHeader(CXL, revision, 0x40), 8: id, 9: 0 } })),
    ),
  ],
};

interface Variant {
  readonly shape: Shape;
  readonly portType: number;
  readonly version: number;
  readonly values: Values;
}

const STARTS = { header: 0, standard: STANDARD_AT, extended: EXTENDED_AT } as const;
const startOf = ({ space }: CapabilityDef): number => STARTS[space];

/** A function that has this capability and no other (of a header's table: that header and none), but for the PCI Express that an extended one needs. */
function bytesOf(def: CapabilityDef, { shape, portType, version, values }: Variant): Uint8Array {
  const bytes = new Bytes();
  const at = startOf(def);
  const { vendor = VENDOR, device = 0x0100 + def.id, headerType = BRIDGES.includes(portType) ? 1 : 0 } = shape;
  bytes.pin(0, vendor & 0xff, vendor >> 8, device & 0xff, device >> 8);
  bytes.pin(headerType === 2 ? 0x14 : 0x34, def.space === "header" ? 0 : STANDARD_AT);
  if (def.space === "header") bytes.pin(0x0e, headerType | (version === 1 ? 0 : 0x80));
  else {
    bytes.pin(0x06, 0x10);
    bytes.pin(0x0a, ...(CLASSES[headerType] ?? []), 0, 0, headerType);
  }
  if (def.space === "extended") {
    bytes.pin(EXPRESS_AT, EXPRESS, 0, (portType << 4) | 1);
    bytes.pin(at, def.id & 0xff, def.id >> 8, version, 0);
  } else if (def.space === "standard") {
    bytes.pin(at, def.id, 0);
    if (def.id === EXPRESS) bytes.pin(at + 2, (portType << 4) | version);
  }
  for (const [offset, value] of Object.entries(shape.bytes ?? {})) bytes.pin(at + Number(offset), value);
  fillTable(bytes, def, at, values);
  return bytes.all;
}

function isTaken(def: CapabilityDef, bytes: Uint8Array): boolean {
  if (def.space === "header") return true;
  const place = { space: def.space, at: startOf(def), id: def.id, version: 1, next: 0 } as const;
  return findDefinition(place, functionContext(new ConfigSpace(bytes))) === def;
}

/** What a dump would give of it. @param isCut ends in the middle of the capability */
function spaceOf(def: CapabilityDef, bytes: Uint8Array, isCut: boolean): ConfigSpace {
  const at = startOf(def);
  const length = Math.min(Math.max(bytes.findLastIndex((byte) => byte !== 0) + 1 - at, 4), MAX_LENGTH);
  const end = isCut ? at + Math.max(4, (length >> 1) & ~3) : Math.max(at + 0x40, (at + length + 15) & ~15);
  const known =
    def.space === "extended"
      ? [
          { start: 0, end: EXPRESS_END },
          { start: at, end },
        ]
      : [{ start: 0, end }];
  return new ConfigSpace(bytes.slice(0, end), known);
}

/** Fields, those of groups included. */
function fieldsOf(def: CapabilityDef): readonly FieldDef[] {
  return [...def.registers, ...(def.groups ?? []).flatMap(({ registers }) => registers)].flatMap(
    ({ fields }) => fields,
  );
}

/** As many as the longest list of names needs, within reason. */
function mixedCount(def: CapabilityDef): number {
  const names = fieldsOf(def).map(({ view }) => (view.as === "enum" ? Object.keys(view.values).length : 0));
  return fieldsOf(def).length === 0 ? 0 : Math.min(MAX_MIXED, Math.max(MIN_MIXED, ...names));
}

function shapesOf(def: CapabilityDef): readonly Shape[] {
  const shapes = (SHAPES[`${def.space}:${def.id}`] ?? [{}]).filter((shape) => {
    return isTaken(def, bytesOf(def, { shape, portType: 0, version: 1, values: ALL_ZEROS }));
  });
  if (shapes.length === 0) throw new Error(`no bytes are known that ${def.key} is taken for`);
  return shapes;
}

/** By its key, so that a table that is added leaves the dumps of the others as they are. */
function seedOf({ key }: CapabilityDef): number {
  return [...key].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
}

function functionsOf(def: CapabilityDef): readonly DumpFunction[] {
  const random = new Random(seedOf(def));
  const shapes = shapesOf(def);
  const whole = [ALL_ZEROS, ...range(mixedCount(def)).map((turn) => mixed(random, turn)), ALL_ONES];
  return [...whole, mixed(random, 0)].map((values, index) => {
    const shape = shapes[index % shapes.length] ?? {};
    const portType = shape.portType ?? PORT_TYPES[index % PORT_TYPES.length] ?? 0;
    const bytes = bytesOf(def, { shape, portType, version: 1 + (index % 3), values });
    const bdf = formatBdf({ domain: 0, bus: 1, device: index >> 3, function: index & 7 });
    return { bdf, space: spaceOf(def, bytes, index === whole.length) };
  });
}

/** By name of the dump. */
export function tableDumps(): ReadonlyMap<string, readonly DumpFunction[]> {
  return new Map([...HEADERS, ...DEFINITIONS].map((def) => [def.key, functionsOf(def)]));
}
