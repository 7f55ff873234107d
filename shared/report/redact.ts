/**
 * Takes out of a machine what identifies this one piece of hardware: MAC addresses, device serial numbers, VPD,
 * the boot id. What is taken out of bytes becomes unknown, not zero. Pure.
 *
 * Two passes. First the places where such things are known to stand; what stood there is remembered. Then every text
 * and every byte is searched for what was remembered, because the same number shows up elsewhere: an interface name
 * made of its MAC address, a serial number made of it, a vendor's own capability.
 */
import type { ConfigReading, FunctionInfo, HostIdentity, MachineSnapshot, VfSettings } from "../machine/facts.ts";
import { isNamedAfterFile, THIS_MACHINE } from "../machine/file-name.ts";
import { configSpaceOf } from "../machine/kernel-view.ts";
import { withoutPlaces } from "../machine/text-problems.ts";
import { isNoAddress } from "../machine/vf-network.ts";
import type { Bdf } from "../pci/bdf.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import { functionContext } from "../pci/decode.ts";
import { walkExtended, walkStandard } from "../pci/walk.ts";
import { bytesOfHex, hexOfBytes, SecretStore } from "./secrets.ts";

export interface Redactable {
  readonly snapshot: MachineSnapshot;
  readonly configs: ReadonlyMap<Bdf, ConfigReading>;
}

export interface RedactOptions {
  /** The machine's name is kept otherwise: a report without it is of little use inside a lab. */
  readonly hideName?: boolean;
}

const REDACTED = "redacted";

/** Bytes of a capability, from its start, that identify the hardware. */
interface SecretPlace {
  readonly space: "standard" | "extended";
  readonly id: number;
  readonly start: number;
  readonly end: number;
  /** The number itself may be repeated elsewhere; a fragment is of no use to search for. */
  readonly repeated: boolean;
}

const PLACES: readonly SecretPlace[] = [
  /** VPD Data holds whatever was read last (PCIe 6.2 §7.9.18.3). */
  { space: "standard", id: 0x03, start: 4, end: 8, repeated: false },
  /** Serial Number of the Device Serial Number capability (PCIe 6.2 §7.9.3.2). */
  { space: "extended", id: 0x03, start: 4, end: 12, repeated: true },
  /** Hierarchy ID Data and the System GUID (PCIe 6.2 §7.9.17). */
  { space: "extended", id: 0x28, start: 8, end: 32, repeated: false },
];

type Range = readonly [start: number, end: number];

/** @returns the machine and its bytes without them; nothing that was passed in is changed */
export function redact(machine: Redactable, options: RedactOptions = {}): Redactable {
  const spaces = new Map<Bdf, ConfigSpace>();
  for (const [bdf, reading] of machine.configs) {
    const space = configSpaceOf(reading);
    if (space !== null) spaces.set(bdf, space);
  }
  const secrets = new SecretStore();
  for (const fn of machine.snapshot.functions) addTold(fn, secrets);
  const cuts = new Map<Bdf, Range[]>();
  for (const [bdf, space] of spaces) cuts.set(bdf, cutPlaces(space, secrets));

  const configs = new Map<Bdf, ConfigReading>();
  for (const [bdf, reading] of machine.configs) {
    const space = spaces.get(bdf);
    const ranges = [...(cuts.get(bdf) ?? []), ...(space ? secrets.findIn(space.bytes) : [])];
    configs.set(bdf, reading.state === "read" ? cutReading(reading, ranges) : cleaned(reading, secrets));
  }
  return { snapshot: redactSnapshot(machine.snapshot, secrets, options), configs };
}

/** What the kernel and its drivers tell of a function that names this one piece of hardware. */
function addTold({ children, vfSettings = [], fromText }: FunctionInfo, secrets: SecretStore): void {
  const ids = [
    // phys_switch_id is a GUID or a MAC address of the card.
    ...children.flatMap(({ address, switchId }) => [address, switchId]),
    ...vfSettings.flatMap(({ mac, nodeGuid, portGuid }) => [mac, nodeGuid, portGuid]),
  ];
  for (const id of ids) if (id) secrets.addText(id);
  // lspci has the number behind the name: `Device Serial Number b8-3f-d2-ff-ff-1a-2b-3c`.
  for (const { name } of fromText?.capabilities ?? []) secrets.addTextsIn(name);
}

function cutPlaces(space: ConfigSpace, secrets: SecretStore): Range[] {
  const { headerType } = functionContext(space);
  const found = [...walkStandard(space, headerType).found, ...walkExtended(space).found];
  const ranges: Range[] = [];
  for (const { space: kind, id, at } of found) {
    const place = PLACES.find((candidate) => candidate.space === kind && candidate.id === id);
    if (!place) continue;
    const range = [at + place.start, Math.min(at + place.end, space.bytes.length)] as const;
    if (range[1] <= range[0]) continue;
    ranges.push(range);
    if (place.repeated) secrets.addBytes(space.bytes.subarray(range[0], range[1]));
  }
  return ranges;
}

type ReadReading = Extract<ConfigReading, { state: "read" }>;

function cutReading(reading: ReadReading, ranges: readonly Range[]): ReadReading {
  if (ranges.length === 0) return reading;
  const bytes = bytesOfHex(reading.hex);
  let known = reading.known;
  for (const [start, end] of ranges) {
    bytes.fill(0, start, end);
    known = known.flatMap((range) => without(range, start, end));
  }
  return { ...reading, hex: hexOfBytes(bytes), known };
}

/** What is left of a range outside [start, end). */
function without(range: Range, start: number, end: number): Range[] {
  const left: Range = [range[0], Math.min(range[1], start)];
  const right: Range = [Math.max(range[0], end), range[1]];
  return [left, right].filter(([from, to]) => from < to);
}

function redactSnapshot(snapshot: MachineSnapshot, secrets: SecretStore, options: RedactOptions): MachineSnapshot {
  return {
    ...cleaned(
      { host: snapshot.host, problems: snapshot.problems.map(withoutPlaces), revision: snapshot.revision },
      secrets,
    ),
    identity: cleaned(redactIdentity(snapshot.identity, options), secrets),
    functions: snapshot.functions.map((fn) => redactFunction(fn, secrets)),
  };
}

/** How a machine of this kind is connected, without the file name or account that a person's words for it may hold. */
const CONNECTIONS: Readonly<Record<HostIdentity["kind"], string>> = {
  local: THIS_MACHINE,
  demo: "demo",
  file: "file",
  ssh: "ssh",
};

function redactIdentity(identity: HostIdentity, { hideName }: RedactOptions): HostIdentity {
  return {
    ...identity,
    name: hideName === true || isNamedAfterFile(identity) ? REDACTED : identity.name,
    bootId: null,
    machineKey: null,
    connection: CONNECTIONS[identity.kind],
  };
}

function redactFunction(fn: FunctionInfo, secrets: SecretStore): FunctionInfo {
  const children = fn.children.map((child) => ({ ...child, address: child.address === null ? null : REDACTED }));
  const vfSettings = fn.vfSettings?.map((vf) => redactSettings(vf, secrets));
  // Address ranges are no free text: sixteen digits of one could look like a serial number.
  return {
    ...cleaned({ ...fn, children, resources: [] }, secrets),
    resources: fn.resources,
    ...(vfSettings === undefined ? {} : { vfSettings }),
  };
}

/** An address or GUID of zeros is none, and stays. */
function redactSettings(vf: VfSettings, secrets: SecretStore): VfSettings {
  const { mac, nodeGuid, portGuid } = vf;
  return {
    ...cleaned(vf, secrets),
    ...(mac !== null && isNoAddress(mac) ? { mac } : {}),
    ...(nodeGuid !== undefined && isNoAddress(nodeGuid) ? { nodeGuid } : {}),
    ...(portGuid !== undefined && isNoAddress(portGuid) ? { portGuid } : {}),
  };
}

/** A copy with every text in it cleaned. */
function cleaned<T>(value: T, secrets: SecretStore): T {
  return cleanedValue(value, secrets) as T;
}

function cleanedValue(value: unknown, secrets: SecretStore): unknown {
  if (typeof value === "string") return secrets.clean(value, REDACTED);
  if (Array.isArray(value)) return value.map((item) => cleanedValue(item, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanedValue(item, secrets)]));
}
