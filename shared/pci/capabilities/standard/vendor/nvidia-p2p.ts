import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, register, shown, uint } from "../../../layout.ts";
import { UNKNOWN_CONTENT, VENDOR_LENGTH } from "./generic.ts";

const NVIDIA = 0x10de;
const LENGTH = 8;
/** `P2P` in the order of the bytes. */
const SIGNATURE = 0x503250;

const signatureOf = (c: CapabilityContext): number => c.u8(3) | (c.u16(4) << 8);

const letters = (raw: number | bigint): string =>
  Number(raw) === SIGNATURE ? "P2P" : `no signature (${Number(raw).toString(16)}h)`;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "signature.value": "Letters by which the driver recognizes the capability.",
  "clique.version": "Layout of the capability. Only 0 is defined.",
  "clique.id": "GPUs with the same number can access each other directly. Set by the hypervisor.",
};

/**
 * Which GPUs of a guest may reach each other directly. No card has it: a hypervisor puts it into the space that a guest
 * sees (QEMU: hw/vfio/pci-quirks.c, x-nv-gpudirect-clique).
 */
export const NVIDIA_P2P: CapabilityDef = {
  key: "vndr.nvidia-p2p",
  space: "standard",
  id: 0x09,
  short: "GPUDirect P2P",
  title: "NVIDIA GPUDirect P2P clique",
  section: "QEMU: hw/vfio/pci-quirks.c",
  match: (c) => c.fn.vendor === NVIDIA && c.u8(2) === LENGTH && signatureOf(c) === SIGNATURE,
  length: LENGTH,
  registers: withHelp(HELP, [
    VENDOR_LENGTH,
    register("signature", 3, 3, "Signature", [shown("value", 23, 0, "Signature", letters, { access: "RO" })]),
    register("clique", 6, 2, "Clique", [
      uint("version", 2, 0, "Version", { access: "RO" }),
      uint("id", 6, 3, "Clique ID", { access: "RO" }),
    ]),
  ]),
  text: [`Vendor Specific Information: ${UNKNOWN_CONTENT}`],
};
