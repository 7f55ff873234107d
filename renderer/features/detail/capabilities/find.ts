/** Looks up structures, registers and fields of a decoded space by the ids of their tables. */
import type { CapabilityNode, DecodedSpace, FieldNode, RegisterNode } from "../../../../shared/pci/decode.ts";

export function capabilityOf(decoded: DecodedSpace, key: string): CapabilityNode | null {
  return decoded.capabilities.find((node) => node.key === key) ?? null;
}

function registerOf(node: CapabilityNode, id: string): RegisterNode | null {
  return node.registers.find(({ path }) => path === `${node.path}.${id}`) ?? null;
}

/** The field `ctl.enable`, or the only field of the register `total`. */
function fieldOf(node: CapabilityNode, id: string): FieldNode | null {
  const point = id.lastIndexOf(".");
  const register = registerOf(node, point < 0 ? id : id.slice(0, point));
  if (register === null) return null;
  if (point < 0) return register.fields.find((field) => !field.reserved) ?? null;
  return register.fields.find(({ path }) => path === `${node.path}.${id}`) ?? null;
}

/** Its value as a number; null when there is no such field or its bytes could not be read. */
export function numberOf(node: CapabilityNode, id: string): number | null {
  const raw = fieldOf(node, id)?.raw ?? null;
  return raw === null ? null : Number(raw);
}

/** Its meaning in words; null when there is none. */
export function shownOf(node: CapabilityNode, id: string): string | null {
  const shown = fieldOf(node, id)?.shown ?? "";
  return shown === "" ? null : shown;
}

/** The structure and the register that a node is or is in; null where there is none. */
export function ownersOf(
  decoded: DecodedSpace,
  path: string,
): { readonly capability: CapabilityNode | null; readonly register: RegisterNode | null } {
  const structures = decoded.header === null ? decoded.capabilities : [decoded.header, ...decoded.capabilities];
  const inside = (node: { readonly path: string }) => path === node.path || path.startsWith(`${node.path}.`);
  const capability = structures.find((node) => inside(node) || path.startsWith(`${node.path}/`)) ?? null;
  return { capability, register: capability?.registers.find(inside) ?? null };
}
