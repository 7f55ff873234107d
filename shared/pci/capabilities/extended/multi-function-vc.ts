import type { CapabilityDef } from "../../layout.ts";
import {
  FIRST_RESOURCE,
  portRegisters,
  RESOURCE_SIZE,
  resourceCount,
  resourceRegisters,
} from "./virtual-channel-registers.ts";

export const MULTI_FUNCTION_VC: CapabilityDef = {
  key: "mfvc",
  space: "extended",
  id: 0x08,
  short: "MFVC",
  title: "Multi-Function Virtual Channel",
  section: "PCIe 6.2 §7.9.2",
  length: (c) => FIRST_RESOURCE + RESOURCE_SIZE * resourceCount(c),
  registers: portRegisters("Function"),
  groups: [
    {
      id: "vc",
      name: (index) => `VC${index}`,
      count: resourceCount,
      limit: 8,
      offset: (index) => FIRST_RESOURCE + RESOURCE_SIZE * index,
      registers: resourceRegisters("Function"),
    },
  ],
  text: ["Multi-Function Virtual Channel <?>\n"],
};
