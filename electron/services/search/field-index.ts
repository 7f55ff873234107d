/**
 * The registers and fields of many functions, each text kept once: a VF has the same fields as its sixty siblings, and
 * mostly the same values. A machine of 4,096 functions has a million fields and a few ten thousand different ones.
 */
import type { FieldGroup } from "../../../shared/contract/fields.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { ChineseOf } from "../../../shared/pci/chinese/chinese-of.ts";
import type { CapabilityNode, DecodedSpace, FieldNode, RegisterNode } from "../../../shared/pci/decode.ts";
import { hexDigits } from "../../../shared/pci/hex-digits.ts";
import { type FieldTerm, matchesChinese, matchesText, matchesValue, squash } from "./field-terms.ts";

/** What a register or field is called, wherever it is. */
interface Place {
  readonly id: string;
  readonly capability: string;
  readonly register: string | null;
  readonly name: string;
  readonly bits: readonly [number, number] | null;
  /** Names of the capability it is in. */
  readonly around: readonly [text: string, squashed: string];
  readonly own: readonly [text: string, squashed: string];
  /** What the table says of it; null where that is nothing. */
  readonly help: string | null;
}

/** A place with a value. */
interface Entry {
  readonly place: number;
  readonly path: string;
  readonly raw: number | bigint | null;
  readonly width: number;
  readonly shown: string;
  readonly text: string;
  readonly problem: boolean;
}

interface Found {
  readonly groups: readonly FieldGroup[];
  readonly total: { readonly groups: number; readonly hits: number };
}

const MAX_VALUES = 12;

function textPair(...parts: readonly (string | null)[]): readonly [string, string] {
  const text = parts
    .filter((part) => part !== null && part !== "")
    .join("\n")
    .toLowerCase();
  return [text, squash(text)];
}

/** `lnkctl.aspm` of `exp@60.lnkctl.aspm`; a key may hold points itself. */
function tailOf(node: CapabilityNode, path: string): string {
  return path.slice(node.path.length + 1);
}

export function rawText(raw: number | bigint | null, bits: number): string | null {
  return raw === null ? null : `0x${hexDigits(raw, Math.ceil(bits / 4))}`;
}

export class FieldIndex {
  private readonly places: Place[] = [];
  private readonly placeIds = new Map<string, number>();
  private readonly entries: Entry[] = [];
  private readonly entryIds = new Map<string, number>();

  /** Different values that are kept. */
  get size(): number {
    return this.entries.length;
  }

  /** Takes a function's registers in. @returns what {@link search} wants of this function */
  add(decoded: DecodedSpace): Uint32Array {
    const ids: number[] = [];
    const structures = decoded.header === null ? decoded.capabilities : [decoded.header, ...decoded.capabilities];
    for (const node of structures) this.addCapability(node, ids);
    return Uint32Array.from(ids);
  }

  private addCapability(node: CapabilityNode, ids: number[]): void {
    const whole = this.place(node, "", null, node.title, null, null);
    const id = node.space === "header" ? null : node.id;
    ids.push(this.entry(whole, node.path, id, node.space === "extended" ? 16 : 8, "", false));
    for (const derived of node.derived) {
      const place = this.place(node, tailOf(node, derived.path), null, derived.name, null, derived.help);
      ids.push(this.entry(place, derived.path, null, 0, derived.shown, false));
    }
    for (const register of node.registers) this.addRegister(node, register, ids);
  }

  private addRegister(node: CapabilityNode, register: RegisterNode, ids: number[]): void {
    const bits = register.width * 8;
    const fields = register.fields.filter((field) => !field.reserved);
    const isSole = fields.length === 1 && fields[0]?.lsb === 0 && fields[0].msb === bits - 1;
    // A register that is one field has one line in the tree, and so it has here.
    if (!isSole) {
      const place = this.place(node, tailOf(node, register.path), null, register.name, null, register.help);
      ids.push(this.entry(place, register.path, register.raw, bits, "", false));
    }
    for (const field of fields) this.addField(node, register, field, isSole, ids);
  }

  private addField(node: CapabilityNode, register: RegisterNode, field: FieldNode, isSole: boolean, ids: number[]) {
    const tail = tailOf(node, isSole ? register.path : field.path);
    const bits: [number, number] | null = isSole ? null : [field.msb, field.lsb];
    const help = isSole ? (field.help ?? register.help) : field.help;
    const [owner, name] = isSole ? [null, register.name] : [register.name, field.name];
    const place = this.place(node, tail, owner, name, bits, help);
    const path = isSole ? register.path : field.path;
    ids.push(this.entry(place, path, field.raw, field.msb - field.lsb + 1, field.shown, field.problem !== null));
  }

  private place(
    node: CapabilityNode,
    tail: string,
    register: string | null,
    name: string,
    bits: readonly [number, number] | null,
    help: string | null,
  ): number {
    const key = node.space === "header" ? "header" : node.key;
    const id = `${key}.${tail}`;
    // The same path may carry another name where a table has variants of a register.
    const whole = `${id}\0${register ?? ""}\0${name}`;
    const known = this.placeIds.get(whole);
    if (known !== undefined) return known;
    const around = textPair(node.short, node.title, node.key);
    const own = tail === "" ? around : textPair(register, name, tail);
    this.placeIds.set(whole, this.places.length);
    return this.places.push({ id: whole, capability: node.short, register, name, bits, around, own, help }) - 1;
  }

  private entry(
    place: number,
    path: string,
    raw: number | bigint | null,
    width: number,
    shown: string,
    problem: boolean,
  ): number {
    const key = `${place}\0${path}\0${raw ?? ""}\0${shown}\0${problem ? "!" : ""}`;
    const known = this.entryIds.get(key);
    if (known !== undefined) return known;
    this.entryIds.set(key, this.entries.length);
    const text = `${shown}${problem ? "\nproblem" : ""}`.toLowerCase();
    return this.entries.push({ place, path, raw, width, shown, text, problem }) - 1;
  }

  /** Which entries all the terms are found in: 1 for each that is. */
  private matching(terms: readonly FieldTerm[], chinese: ChineseOf): Uint8Array {
    const all = 2 ** terms.length - 1;
    const own = new Uint32Array(this.places.length);
    const around = new Uint32Array(this.places.length);
    this.places.forEach((place, at) => {
      terms.forEach((term, bit) => {
        if (matchesText(term, place.own) || matchesChinese(term, explained(place, chinese)))
          own[at] = (own[at] ?? 0) | (1 << bit);
        if (matchesText(term, place.around)) around[at] = (around[at] ?? 0) | (1 << bit);
      });
    });
    const matches = new Uint8Array(this.entries.length);
    this.entries.forEach(({ place, raw, width, text }, at) => {
      // A capability's name alone finds the capability, not each of its hundred fields.
      let mine = own[place] ?? 0;
      const rest = all & ~(mine | (around[place] ?? 0));
      for (let bit = 0; bit < terms.length; bit++) {
        const term = terms[bit];
        const isOpen = ((rest >> bit) & 1) === 1 || mine === 0;
        if (term !== undefined && isOpen && matchesValue(term, raw, width, text)) mine |= 1 << bit;
      }
      if (mine !== 0 && ((mine | (around[place] ?? 0)) & all) === all) matches[at] = 1;
    });
    return matches;
  }

  /**
   * @param functions by address, as {@link add} answered
   * @param limit most groups, and most hits in each
   * @param chinese the explanations in Chinese, where a term asks for them
   */
  search(
    functions: Iterable<readonly [Bdf, Uint32Array]>,
    terms: readonly FieldTerm[],
    limit: { readonly groups: number; readonly each: number },
    chinese: ChineseOf = {},
  ): Found {
    if (terms.length === 0) return { groups: [], total: { groups: 0, hits: 0 } };
    const matches = this.matching(terms, chinese);
    const gathered = new Map<number, Gathered>();
    let hits = 0;
    for (const [bdf, ids] of functions) {
      for (const id of ids) {
        if (matches[id] !== 1) continue;
        const entry = this.entries[id];
        if (entry === undefined) continue;
        hits++;
        let group = gathered.get(entry.place);
        if (group === undefined) {
          group = { functions: 0, hits: [], values: new Map() };
          gathered.set(entry.place, group);
        }
        group.functions++;
        group.values.set(id, (group.values.get(id) ?? 0) + 1);
        if (group.hits.length < limit.each) group.hits.push([bdf, id]);
      }
    }
    const ranked = [...gathered].map(([place, group]) => ({ place, group, rank: this.rank(place, terms, chinese) }));
    // Of equals the shorter name first: more of it is what was typed.
    ranked.sort((a, b) => a.rank - b.rank || this.nameLength(a.place) - this.nameLength(b.place) || a.place - b.place);
    const groups = ranked.slice(0, limit.groups).flatMap(({ place, group }) => this.group(place, group));
    return { groups, total: { groups: gathered.size, hits } };
  }

  private nameLength(at: number): number {
    return this.places[at]?.name.length ?? 0;
  }

  /** Small is good: terms in the field's own name, then in its register's, then in values and explanations, last those found in parts. */
  private rank(at: number, terms: readonly FieldTerm[], chinese: ChineseOf): number {
    const place = this.places[at];
    if (place === undefined) return 99;
    const name = textPair(place.name);
    const starts = terms.some((term) => name[0].startsWith(term.text) || name[1].startsWith(term.squashed));
    if (terms.every((term) => matchesText(term, name))) return starts ? 0 : 1;
    if (terms.some((term) => matchesText(term, name))) return 2;
    if (terms.some((term) => matchesText(term, place.own))) return 3;
    const explanation = explained(place, chinese);
    return terms.some((term) => term.chinese.length > 1 && !explanation.includes(term.text)) ? 5 : 4;
  }

  private group(at: number, { functions, hits, values }: Gathered): FieldGroup[] {
    const place = this.places[at];
    if (place === undefined) return [];
    const { id, capability, register, name, bits, help } = place;
    return [
      {
        id: id.replaceAll("\0", "|"),
        capability,
        register,
        name,
        bits: bits === null ? null : [bits[0], bits[1]],
        help,
        functions,
        hits: hits.flatMap(([bdf, entry]) => {
          const value = this.value(entry);
          return value === null ? [] : [{ bdf, ...value }];
        }),
        values: this.values(values),
      },
    ];
  }

  private value(id: number): { path: string; raw: string | null; shown: string; problem: boolean } | null {
    const entry = this.entries[id];
    if (entry === undefined) return null;
    const { path, raw, width, shown, problem } = entry;
    return { path, raw: rawText(raw, width), shown, problem };
  }

  /** Entries at other offsets may have the same value. */
  private values(counts: ReadonlyMap<number, number>): FieldGroup["values"] {
    const byValue = new Map<string, { raw: string | null; shown: string; functions: number }>();
    for (const [id, functions] of counts) {
      const value = this.value(id);
      if (value === null) continue;
      const key = `${value.raw ?? ""} ${value.shown}`;
      const before = byValue.get(key);
      if (before) before.functions += functions;
      else byValue.set(key, { raw: value.raw, shown: value.shown, functions });
    }
    return [...byValue.values()].sort((a, b) => b.functions - a.functions).slice(0, MAX_VALUES);
  }
}

/** In lower case, as terms are. */
function explained({ help }: Place, chinese: ChineseOf): string {
  return (help === null ? undefined : chinese[help])?.toLowerCase() ?? "";
}

interface Gathered {
  functions: number;
  readonly hits: (readonly [Bdf, number])[];
  readonly values: Map<number, number>;
}
