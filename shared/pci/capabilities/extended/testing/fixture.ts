/** A function with one extended capability, made out of the dwords that a test is about. */
import { ConfigSpace } from "../../../config-space.ts";
import { type CapabilityNode, decodeSpace, type FieldNode, functionContext } from "../../../decode.ts";
import { capabilityText } from "../../../text.ts";
import { walkExtended } from "../../../walk.ts";
import { findDefinition } from "../../registry.ts";

export interface Fixture {
  /** Extended Capability ID. */
  readonly id: number;
  /** Capability Version. */
  readonly version?: number;
  /** By offset from the capability's start; what is left out is 0. */
  readonly dwords?: Readonly<Record<number, number>>;
  /** Device/Port Type of the PCI Express capability. */
  readonly portType?: number;
  /** Maximum Link Width of the PCI Express capability. */
  readonly lanes?: number;
  readonly vendor?: number;
  readonly device?: number;
  /** Bytes that can be read. */
  readonly length?: number;
}

/** Where the capability is. */
const AT = 0x100;
const EXPRESS = 0x40;

function spaceOf(fixture: Fixture): ConfigSpace {
  const bytes = new Uint8Array(0x1000);
  const view = new DataView(bytes.buffer);
  view.setUint16(0x00, fixture.vendor ?? 0x8086, true);
  view.setUint16(0x02, fixture.device ?? 0, true);
  view.setUint16(0x06, 0x0010, true);
  view.setUint8(0x34, EXPRESS);
  view.setUint16(EXPRESS, 0x0010, true);
  view.setUint16(EXPRESS + 2, ((fixture.portType ?? 0) << 4) | 2, true);
  view.setUint32(EXPRESS + 0x0c, (fixture.lanes ?? 0) << 4, true);
  view.setUint32(AT, ((fixture.version ?? 1) << 16) | fixture.id, true);
  for (const [offset, value] of Object.entries(fixture.dwords ?? {})) view.setUint32(AT + Number(offset), value, true);
  return new ConfigSpace(bytes.subarray(0, fixture.length ?? bytes.length));
}

/** What lspci prints after `Capabilities: [100 v1] `, by the table that the registry finds. */
export function textOf(fixture: Fixture): string {
  const fn = functionContext(spaceOf(fixture));
  const [location] = walkExtended(fn.space).found;
  const def = location && findDefinition(location, fn);
  if (!location || !def) throw new Error(`no table for ${fixture.id.toString(16)}h`);
  return capabilityText(def, fn, location.at);
}

/** The lines of {@link textOf} after the capability's name, without their indentation. */
export function linesOf(fixture: Fixture): string[] {
  return textOf(fixture)
    .split("\n")
    .slice(1, -1)
    .map((line) => line.trim());
}

export function nodeOf(fixture: Fixture): CapabilityNode {
  const [node] = decodeSpace(spaceOf(fixture)).capabilities.filter(({ space }) => space === "extended");
  if (!node) throw new Error(`no capability ${fixture.id.toString(16)}h`);
  return node;
}

/** A field by its path within the capability: `uesta.dlp`. */
export function fieldOf(fixture: Fixture, path: string): FieldNode {
  const node = nodeOf(fixture);
  for (const { fields } of node.registers) {
    for (const field of fields) if (field.path === `${node.path}.${path}`) return field;
  }
  throw new Error(`no field ${path}`);
}

/** A derived value's text; undefined when it does not apply. */
export function derivedOf(fixture: Fixture, id: string): string | undefined {
  const node = nodeOf(fixture);
  return node.derived.find((item) => item.path === `${node.path}.${id}`)?.shown;
}
