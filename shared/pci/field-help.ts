/** Sentences for fields, kept beside a table so that its rows stay short enough to compare with the specification. */
import type { FieldDef, RegisterDef } from "./layout.ts";

/** By `register.field`; `register` alone is for the register as a whole. Of a list of fields, by `field`. */
export type HelpTexts = Readonly<Record<string, string>>;

/** @throws Error for a path that the registers do not have or that has its sentence already: found when it is loaded */
export function withHelp(texts: HelpTexts, registers: readonly RegisterDef[]): RegisterDef[] {
  return explaining(texts, (said) =>
    registers.map((register) => {
      const fields = register.fields.map((field) => said(`${register.id}.${field.id}`, field));
      return said(register.id, { ...register, fields });
    }),
  );
}

/** The same for fields that several registers share. @throws Error as `withHelp` does */
export function withFieldHelp(texts: HelpTexts, fields: readonly FieldDef[]): FieldDef[] {
  return explaining(texts, (said) => fields.map((field) => said(field.id, field)));
}

type Said = <T extends { readonly help?: string }>(path: string, def: T) => T;

function explaining<T>(texts: HelpTexts, run: (said: Said) => T): T {
  const open = new Set(Object.keys(texts));
  const explained = run((path, def) => {
    const help = texts[path];
    if (help === undefined) return def;
    if (def.help !== undefined) throw new Error(`${path} is explained twice`);
    open.delete(path);
    return { ...def, help };
  });
  const [stray] = open;
  if (stray !== undefined) throw new Error(`there is no ${stray} to explain`);
  return explained;
}
