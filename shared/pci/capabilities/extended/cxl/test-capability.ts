import { contents } from "../vendor-header.ts";
import { cxlDvsec } from "./dvsec.ts";

export const CXL_TEST = cxlDvsec({
  key: "test",
  id: 0x0a,
  title: "CXL: PCIe DVSEC for Test Capability",
  section: "CXL 3.1 §8.1.1",
  registers: [],
  groups: [contents(0x0c)],
  text: ["\t\tPCIe DVSEC for Test Capability <?>\n"],
});
