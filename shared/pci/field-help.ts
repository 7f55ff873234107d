/** Sentences for fields, kept beside a large table so that its rows stay short enough to compare with the specification. */
import type { FieldDef, RegisterDef } from "./layout.ts";

/** By `register.field`; `register` alone is for the register as a whole. */
export type HelpTexts = Readonly<Record<string, string>>;

/** @throws Error for a path that the registers do not have or that has its sentence already: found when it is loaded */
export function withHelp(registers: readonly RegisterDef[], texts: HelpTexts): RegisterDef[] {
  const open = new Set(Object.keys(texts));
  const said = (path: string, before: string | undefined): string | undefined => {
    const text = texts[path];
    if (text === undefined) return before;
    if (before !== undefined) throw new Error(`${path} is explained twice`);
    open.delete(path);
    return text;
  };
  const explained = registers.map((register): RegisterDef => {
    const fields = register.fields.map((field): FieldDef => {
      const help = said(`${register.id}.${field.id}`, field.help);
      return help === undefined ? field : { ...field, help };
    });
    const help = said(register.id, register.help);
    return help === undefined ? { ...register, fields } : { ...register, fields, help };
  });
  const [stray] = open;
  if (stray !== undefined) throw new Error(`there is no ${stray} to explain`);
  return explained;
}
