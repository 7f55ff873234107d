/** What is asked of a report: how much it covers, in which format and language. */
import { z } from "zod";
import { BdfSchema, type Stated } from "../machine/schema-parts.ts";
import { LANGUAGES } from "../words/say.ts";

export const ScopeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("machine") }),
  z.strictObject({ kind: z.literal("functions"), bdfs: z.array(BdfSchema).min(1).max(65536) }),
]);
export type Scope = Stated<typeof ScopeSchema>;

export const ReportFormatSchema = z.enum(["html", "md", "json", "lspci"]);
export type ReportFormatName = z.infer<typeof ReportFormatSchema>;

/** Of what a report for people says. JSON and lspci's text are the same in each. */
export const ReportLanguageSchema = z.enum(LANGUAGES);
