/** What is asked of a report: how much it covers, and in which format. */
import { z } from "zod";
import { BdfSchema, type Stated } from "../machine/schema-parts.ts";

export const ScopeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("machine") }),
  z.strictObject({ kind: z.literal("functions"), bdfs: z.array(BdfSchema).min(1).max(65536) }),
]);
export type Scope = Stated<typeof ScopeSchema>;

export const ReportFormatSchema = z.enum(["html", "md", "json", "lspci"]);
export type ReportFormatName = z.infer<typeof ReportFormatSchema>;
