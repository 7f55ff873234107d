/** Fields that only a conventional PCI or PCI-X bus has a use for: they can be written there and read 0 elsewhere. */
import type { CapabilityContext, FieldDef } from "../layout.ts";

const NO_EXPRESS = -1;
/** PCI Express above, PCI or PCI-X below. */
const PCI_BRIDGE = 7;
/** PCI or PCI-X above, PCI Express below. */
const PCIE_BRIDGE = 8;

const isAbove = ({ fn }: CapabilityContext): boolean => fn.portType === NO_EXPRESS || fn.portType === PCIE_BRIDGE;
const isBelow = ({ fn }: CapabilityContext): boolean => fn.portType === NO_EXPRESS || fn.portType === PCI_BRIDGE;

function split(field: FieldDef, isConventional: (c: CapabilityContext) => boolean): readonly FieldDef[] {
  const { reset: _, problem: __, ...place } = field;
  const help = `Conventional PCI only${field.help === undefined ? "." : `: ${field.help}`}`;
  return [
    { ...field, help, when: isConventional },
    {
      ...place,
      access: "RO",
      help: "Conventional PCI only. Reads 0 in PCI Express.",
      when: (c) => !isConventional(c),
    },
  ];
}

/** A field of the bus that the function is on. */
export const above = (field: FieldDef): readonly FieldDef[] => split(field, isAbove);
/** A field of the bus below a bridge. */
export const below = (field: FieldDef): readonly FieldDef[] => split(field, isBelow);
