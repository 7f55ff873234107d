/** Compiles the lspci text of a capability table into functions, once per table. */
import { type Accessor, accessorOf, Context } from "./accessor.ts";
import { hexDigits } from "./hex-digits.ts";
import type { CapabilityDef, Condition, FieldView, FunctionContext, TextPiece } from "./layout.ts";

interface Output {
  text: string;
}

/** Appends to `out`; false = the rest of the capability's text is left out (bytes not readable). */
type Compiled = (c: Context, out: Output) => boolean;

/** A raw value as lspci prints it in this view: flags as +/-, numbers without their unit. */
function inView(view: FieldView, raw: number | bigint, c: Context): string {
  switch (view.as) {
    case "flag":
      return raw ? "+" : "-";
    case "uint":
      return String(raw);
    case "hex":
      return hexDigits(raw, view.digits);
    case "enum":
      return view.printed?.[Number(raw)] ?? view.values[Number(raw)] ?? view.other ?? String(raw);
    case "text":
      return view.show(raw, c);
  }
}

/** The name of a value; lspci writes those without one as `??5` or, in newer tables, `Unknown (5)`. */
function compileName(
  def: CapabilityDef,
  reference: string,
  accessor: Accessor | null,
  inWords: boolean,
): (c: Context) => string {
  const view = accessor?.field?.view;
  if (!accessor || view?.as !== "enum") throw new Error(`${def.key}: {${reference}} is no field with names`);
  return (c) => {
    const raw = Number(c.read(accessor));
    return view.printed?.[raw] ?? view.values[raw] ?? (inWords ? `Unknown (${raw})` : `??${raw}`);
  };
}

function compileReference(def: CapabilityDef, reference: string): (c: Context) => string {
  const colon = reference.indexOf(":");
  const path = colon < 0 ? reference : reference.slice(0, colon);
  const format = colon < 0 ? "" : reference.slice(colon + 1);
  if (path === "index") return (c) => String(c.index);
  const accessor: Accessor | null = path === "at" ? null : accessorOf(def, path);
  const read = (c: Context): number | bigint => (accessor === null ? c.at : c.read(accessor));
  if (format === "") {
    if (accessor === null) return (c) => c.at.toString(16);
    const view: FieldView = accessor.field?.view ?? { as: "hex", digits: accessor.width * 2 };
    return (c) => inView(view, read(c), c);
  }
  if (format === "+") return (c) => (read(c) ? "+" : "-");
  if (format === "d") return (c) => String(read(c));
  if (format === "?" || format === "unknown") return compileName(def, reference, accessor, format === "unknown");
  if (format === "@" && accessor !== null) {
    return (c) => ((accessor.group === null ? c.at : c.base) + accessor.offset).toString(16);
  }
  const decimal = /^(\d+)d$/.exec(format);
  if (decimal) {
    const width = Number(decimal[1]);
    return (c) => String(read(c)).padStart(width);
  }
  const match = /^(#?)(?:0(\d+))?x$/.exec(format);
  if (!match) throw new Error(`${def.key}: no format "${format}" in {${reference}}`);
  const digits = Number(match[2] ?? 0);
  const prefix = match[1] ? "0x" : "";
  return (c) => prefix + hexDigits(read(c), digits);
}

/** Flags of one register that follow on one another, each behind its words: the register is read once for all. */
interface FlagRun {
  readonly accessor: Accessor;
  readonly words: string[];
  readonly masks: number[];
}

type Part = string | FlagRun | ((c: Context) => string);

/** The accessor of a reference that shows one bit as `+` or `-`; null for any other. */
function flagAccessor(def: CapabilityDef, reference: string): Accessor | null {
  const [path = "", format = ""] = reference.split(":");
  if (path === "at" || path === "index" || (format !== "" && format !== "+")) return null;
  const accessor = accessorOf(def, path);
  const isFlag = format === "+" || accessor.field?.view.as === "flag";
  return isFlag && accessor.msb === accessor.lsb && accessor.width <= 4 ? accessor : null;
}

function sameRegister(a: Accessor, b: Accessor): boolean {
  return a.offset === b.offset && a.width === b.width && a.group === b.group;
}

function addFlag(parts: Part[], words: string, flag: Accessor): void {
  const mask = 1 << flag.lsb;
  const run = parts.at(-1);
  if (typeof run === "object" && sameRegister(run.accessor, flag)) {
    run.words.push(words);
    run.masks.push(mask);
  } else {
    const { register, offset, width, group } = flag;
    const whole = { path: flag.path, offset, width, msb: width * 8 - 1, lsb: 0, group, register, field: null };
    parts.push({ accessor: whole, words: [words], masks: [mask] });
  }
}

function runText(run: FlagRun, c: Context): string {
  const raw = Number(c.read(run.accessor));
  let text = "";
  for (let i = 0; i < run.masks.length; i++) text += run.words[i] + ((raw & (run.masks[i] ?? 0)) === 0 ? "-" : "+");
  return text;
}

function compileTemplate(def: CapabilityDef, template: string): Compiled {
  const parts: Part[] = [];
  let rest = template;
  for (;;) {
    const open = rest.indexOf("{");
    if (open < 0) break;
    const close = rest.indexOf("}", open);
    if (close < 0) throw new Error(`${def.key}: "{" without "}" in ${JSON.stringify(template)}`);
    const words = rest.slice(0, open);
    const reference = rest.slice(open + 1, close);
    const flag = flagAccessor(def, reference);
    if (flag) addFlag(parts, words, flag);
    else {
      if (words !== "") parts.push(words);
      parts.push(compileReference(def, reference));
    }
    rest = rest.slice(close + 1);
  }
  if (rest !== "") parts.push(rest);
  return (c, out) => {
    for (const part of parts) {
      if (typeof part === "string") out.text += part;
      else out.text += typeof part === "function" ? part(c) : runText(part, c);
    }
    return true;
  };
}

function compileCondition(def: CapabilityDef, condition: Condition): (c: Context) => boolean {
  if (typeof condition === "function") return condition;
  const negated = condition.startsWith("!");
  const accessor = accessorOf(def, negated ? condition.slice(1) : condition);
  return (c) => (Number(c.read(accessor)) !== 0) !== negated;
}

function compileAll(def: CapabilityDef, pieces: readonly TextPiece[]): Compiled {
  const compiled = pieces.map((piece) => compilePiece(def, piece));
  return (c, out) => {
    for (const piece of compiled) if (!piece(c, out)) return false;
    return true;
  };
}

function compilePiece(def: CapabilityDef, piece: TextPiece): Compiled {
  if (typeof piece === "string") return compileTemplate(def, piece);
  if (typeof piece === "function") {
    return (c, out) => {
      out.text += piece(c);
      return true;
    };
  }
  if ("when" in piece) {
    const condition = compileCondition(def, piece.when);
    const yes = compileAll(def, piece.text);
    const no = compileAll(def, piece.else ?? []);
    return (c, out) => (condition(c) ? yes(c, out) : no(c, out));
  }
  if ("each" in piece) {
    const group = def.groups?.find((candidate) => candidate.id === piece.each);
    if (!group) throw new Error(`${def.key}: no group "${piece.each}"`);
    const body = compileAll(def, piece.text);
    return (c, out) => c.eachInstance(group, () => body(c, out));
  }
  const { need } = piece;
  const otherwise = compileAll(def, piece.else ?? []);
  return (c, out) => {
    const [offset, length] = typeof need === "function" ? need(c) : need;
    if (c.has(offset, length)) return true;
    otherwise(c, out);
    return false;
  };
}

const cache = new WeakMap<CapabilityDef, Compiled>();

/**
 * What lspci prints for this capability after `Capabilities: [xx] `, newline included.
 * @throws Error when the table's text names a path that the table does not have
 */
export function capabilityText(def: CapabilityDef, fn: FunctionContext, at: number): string {
  let compiled = cache.get(def);
  if (!compiled) {
    compiled = compileAll(def, def.text);
    cache.set(def, compiled);
  }
  const out: Output = { text: "" };
  compiled(new Context(def, fn, at), out);
  return out.text;
}
