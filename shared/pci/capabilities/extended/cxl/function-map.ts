import { whole } from "../../../layout.ts";
import { cxlDvsec } from "./dvsec.ts";

const REGISTERS = [0, 1, 2, 3, 4, 5, 6, 7];

export const CXL_FUNCTION_MAP = cxlDvsec({
  key: "function-map",
  id: 2,
  title: "CXL: Non-CXL Function Map",
  section: "CXL 3.1 §8.1.4",
  registers: REGISTERS.map((n) =>
    whole(`map${n}`, 0x0c + 4 * n, 4, `Non-CXL Function Map ${n}`, {
      access: "HwInit",
      help: "Each set bit marks a function that cannot take part in CXL.cache or CXL.mem.",
    }),
  ),
  text: [
    "\t\tNon-CXL Function Map DVSEC\n",
    // lspci takes the lower half of each register and writes it with eight digits.
    (c) =>
      REGISTERS.map(
        (n) =>
          `\t\tFuncMap ${n}: ${c
            .u16(0x0c + 4 * n)
            .toString(16)
            .padStart(8, "0")}\n`,
      ).join(""),
  ],
});
