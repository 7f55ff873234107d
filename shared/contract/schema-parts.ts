/** What the shapes that cross the wire are made of. */
import { z } from "zod";
import { BDF_PATTERN, type Bdf } from "../pci/bdf.ts";

export const BdfSchema = z
  .string()
  .regex(BDF_PATTERN, "not a function address like 0000:01:00.0")
  .transform((text) => text as Bdf);
export const HexNumber = z.string().regex(/^0x[0-9a-f]{1,16}$/);
export const count = z.int().min(0);
export const text = z.string();
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullable();
