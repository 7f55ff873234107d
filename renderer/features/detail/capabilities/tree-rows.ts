/** The rows of the field tree: a decoded space flattened to what is open and passes the filter. Pure. */

import type { ByteRange, ConfigSpace } from "../../../../shared/pci/config-space.ts";
import type { CapabilityNode, DerivedNode, FieldNode, RegisterNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import type { Diagnostic } from "../../../../shared/pci/walk.ts";
import type { Words } from "../../../../shared/words/message.ts";
import type { DecodedConfig, OpenEnd } from "../../../model/decoded-config.ts";
import type { Explain } from "../../../words/explanations.ts";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import type { SayWords } from "../../../words/language.ts";
import { offsetText } from "../parts/numbers.ts";
import { capabilityHay, fieldHay, registerHay, words } from "./filter.ts";
import type { StableKeys } from "./stable-keys.ts";

interface RowBase {
  /** Unique in the tree: the node's path, or made from it. */
  readonly id: string;
  /** The same for the same thing of another function. */
  readonly key: string;
  /** aria-level, aria-setsize and aria-posinset: 1-based. */
  readonly level: number;
  readonly setSize: number;
  readonly posInSet: number;
  /** null = has nothing below it. */
  readonly expanded: boolean | null;
  /** Where the row above it in the tree stands in the list; -1 at the top. */
  readonly parent: number;
}

export interface CapabilityRow extends RowBase {
  readonly kind: "capability";
  readonly node: CapabilityNode;
  /** Fields below it that are worth a look. */
  readonly problems: number;
}
export interface RegisterRow extends RowBase {
  readonly kind: "register";
  readonly capability: CapabilityNode;
  readonly node: RegisterNode;
  /** The one field that takes the whole register: both share this row. */
  readonly field: FieldNode | null;
}
export interface FieldRow extends RowBase {
  readonly kind: "field";
  readonly capability: CapabilityNode;
  readonly register: RegisterNode;
  readonly node: FieldNode;
}
export interface DerivedRow extends RowBase {
  readonly kind: "derived";
  readonly capability: CapabilityNode;
  readonly node: DerivedNode;
  /** False when one of the registers it is computed from could not be read: its value is then made of zeros. */
  readonly known: boolean;
}
/** Sixteen bytes of a capability that no table decodes. */
interface BytesRow extends RowBase {
  readonly kind: "bytes";
  readonly capability: CapabilityNode;
  readonly offset: number;
  readonly text: string;
}
interface NoteRow extends RowBase {
  readonly kind: "note";
  readonly tone: "quiet" | "warn" | "danger";
  readonly words: Words;
  /** The bytes that it is about; null where none are known. */
  readonly range: ByteRange | null;
}
export type TreeRow = CapabilityRow | RegisterRow | FieldRow | DerivedRow | BytesRow | NoteRow;

export interface TreeInput {
  readonly config: DecodedConfig;
  readonly keys: StableKeys;
  /** Keys of rows that are not as they start: capabilities start closed, registers open; all start open under a filter. */
  readonly toggled: ReadonlySet<string>;
  readonly filter: string;
  /** With the bits that no table names; those that are set are shown in any case. */
  readonly reserved: boolean;
  /** Why bytes are missing, for a person: `not readable without root`. */
  readonly missing: string;
  readonly say: SayWords;
  /** What a field means, in the language of the page, where that is not English. */
  readonly explain: Explain;
}

/** The one field of a register that is nothing but this field. */
function soleField(register: RegisterNode): FieldNode | null {
  const [field] = register.fields;
  if (!field || register.fields.length !== 1 || field.reserved) return null;
  return field.lsb === 0 && field.msb === register.width * 8 - 1 ? field : null;
}

function problemsOf(node: CapabilityNode): number {
  let count = 0;
  for (const register of node.registers) {
    for (const field of register.fields) if (field.problem !== null) count++;
  }
  return count;
}

/** Registers that could not be read, and their fields. */
function unreadPaths(node: CapabilityNode): ReadonlySet<string> {
  const paths = new Set<string>();
  if (node.derived.length === 0) return paths;
  for (const { raw, path, fields } of node.registers) {
    if (raw !== null) continue;
    paths.add(path);
    for (const field of fields) paths.add(field.path);
  }
  return paths;
}

type Bare<T> = T extends RowBase ? Omit<T, keyof RowBase> : never;

/** A row before it is known where it stands. */
interface Draft {
  readonly row: Bare<TreeRow>;
  readonly id: string;
  readonly startsOpen: boolean;
  readonly children: readonly Draft[] | null;
}

function leaf(id: string, row: Draft["row"]): Draft {
  return { row, id, startsOpen: false, children: null };
}

const BYTES_A_ROW = 16;

function byteRows(node: CapabilityNode, space: ConfigSpace): Draft[] {
  const rows: Draft[] = [];
  for (let offset = node.range.start; offset < node.range.end; offset += BYTES_A_ROW) {
    const stop = Math.min(offset + BYTES_A_ROW, node.range.end);
    let text = "";
    for (let at = offset; at < stop; at++)
      text += `${at === offset ? "" : " "}${space.has(at, 1) ? hexDigits(space.u8(at), 2) : "··"}`;
    rows.push(leaf(`${node.path}/${offset.toString(16)}`, { kind: "bytes", capability: node, offset, text }));
  }
  return rows;
}

class Drafts {
  private readonly input: TreeInput;
  private readonly terms: readonly string[];

  constructor(input: TreeInput) {
    this.input = input;
    this.terms = words(input.filter);
  }

  get narrowed(): boolean {
    return this.terms.length > 0;
  }

  private passes(hay: string): boolean {
    return this.terms.every((term) => hay.includes(term));
  }

  private field(capability: CapabilityNode, register: RegisterNode, node: FieldNode, above: string): Draft | null {
    if (node.reserved && !this.input.reserved && !node.raw) return null;
    if (!this.passes(above + fieldHay(node, this.input))) return null;
    return leaf(node.path, { kind: "field", capability, register, node });
  }

  private register(capability: CapabilityNode, node: RegisterNode, above: string): Draft | null {
    const field = soleField(node);
    const own = `${above}${registerHay(node, this.input)}${field === null ? "" : fieldHay(field, this.input)}`;
    const children: Draft[] = [];
    if (field === null && node.raw !== null) {
      for (const item of node.fields) {
        const draft = this.field(capability, node, item, own);
        if (draft !== null) children.push(draft);
      }
    }
    if (children.length === 0 && !this.passes(own)) return null;
    return {
      row: { kind: "register", capability, node, field },
      id: node.path,
      startsOpen: true,
      children: children.length === 0 ? null : children,
    };
  }

  capability(node: CapabilityNode): Draft | null {
    const own = capabilityHay(node, this.input);
    const children: Draft[] = [];
    const unread = unreadPaths(node);
    for (const derived of node.derived) {
      const known = !derived.of.some((path) => unread.has(path));
      const hay = `${own}${derived.name} ${known ? derived.shown : this.input.missing}`.toLowerCase();
      if (!this.passes(hay)) continue;
      children.push(leaf(derived.path, { kind: "derived", capability: node, node: derived, known }));
    }
    for (const register of node.registers) {
      const draft = this.register(node, register, own);
      if (draft !== null) children.push(draft);
    }
    const passes = this.passes(own);
    if (node.state === "unknown" && passes) children.push(...byteRows(node, this.input.config.space));
    if (children.length === 0 && !passes) return null;
    return {
      row: { kind: "capability", node, problems: problemsOf(node) },
      id: node.path,
      startsOpen: this.narrowed,
      children: children.length === 0 ? null : children,
    };
  }
}

function endWords(end: OpenEnd, missing: string): Words {
  return (end.space === "standard" ? FIELD_TREE_WORDS.listGoesOn : FIELD_TREE_WORDS.extendedListGoesOn)({
    at: offsetText(end.at),
    missing,
  });
}

function noteOf(diagnostic: Diagnostic, index: number): Draft {
  const tone = diagnostic.severity === "error" ? "danger" : diagnostic.severity === "warning" ? "warn" : "quiet";
  return leaf(`diagnostic/${index}`, { kind: "note", tone, words: diagnostic.message, range: diagnostic.range });
}

function draftsOf(input: TreeInput): Draft[] {
  const drafts = new Drafts(input);
  const { decoded, openEnds } = input.config;
  const top: Draft[] = [];
  const structures = decoded.header === null ? decoded.capabilities : [decoded.header, ...decoded.capabilities];
  for (const node of structures) {
    const draft = drafts.capability(node);
    if (draft !== null) top.push(draft);
  }
  if (drafts.narrowed) return top;
  decoded.diagnostics.forEach((diagnostic, index) => {
    top.push(noteOf(diagnostic, index));
  });
  for (const end of openEnds) {
    // A loop or a break is among the diagnostics already.
    if (end.reason !== "unreadable") continue;
    top.push(
      leaf(`end/${end.space}`, { kind: "note", tone: "quiet", words: endWords(end, input.missing), range: null }),
    );
  }
  return top;
}

function flatten(drafts: readonly Draft[], input: TreeInput, level: number, parent: number, rows: TreeRow[]): void {
  drafts.forEach((draft, index) => {
    const key = input.keys.keyOf(draft.id);
    const expanded = draft.children === null ? null : draft.startsOpen !== input.toggled.has(key);
    const own = rows.length;
    const base: RowBase = { id: draft.id, key, level, setSize: drafts.length, posInSet: index + 1, expanded, parent };
    rows.push({ ...base, ...draft.row });
    if (expanded === true && draft.children !== null) flatten(draft.children, input, level + 1, own, rows);
  });
}

/** The visible rows, top to bottom. */
export function buildTreeRows(input: TreeInput): TreeRow[] {
  const rows: TreeRow[] = [];
  flatten(draftsOf(input), input, 1, -1, rows);
  return rows;
}
