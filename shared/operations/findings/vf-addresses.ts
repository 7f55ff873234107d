/**
 * Addresses that would be somebody's besides: a VF gets one that another VF of its PF has or gets, or that an interface of
 * the machine has. Two that change their addresses in one plan share none. Pure.
 */
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { isRepresentor } from "../../machine/interfaces.ts";
import type { Machine } from "../../machine/machine.ts";
import { vfAt } from "../../machine/vf-slices.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { capped } from "../../words/capped.ts";
import { names } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { PLAN_WORDS } from "../../words/texts/plan.ts";
import { VF_SETTINGS_CHECK_WORDS } from "../../words/texts/vf-settings-check.ts";
import type { VfSettingsRequest } from "../request/request.ts";
import { SETTING_NAMES } from "../verbs/setting-names.ts";
import { NO_GUID, NO_MAC, settingsAt } from "../verbs/vf-settings.ts";

const KINDS = ["mac", "nodeGuid", "portGuid"] as const;
export type AddressKind = (typeof KINDS)[number];

/** Who has an address and keeps it: a VF of the PF, or an interface of another function. */
type Holder =
  | { readonly vf: number; readonly bdf: Bdf | null }
  | { readonly vf: null; readonly bdf: Bdf; readonly name: string };

/** One address of several. */
export interface SharedAddress {
  readonly kind: AddressKind;
  readonly address: string;
  /** VFs that get it, the first in front. */
  readonly gets: readonly number[];
  readonly has: readonly Holder[];
}

interface Interface {
  readonly fn: FunctionInfo;
  readonly name: string;
}

const keyOf = (kind: AddressKind, address: string) => `${kind} ${address}`;

/** An IPoIB interface has 20 bytes, and the GUID of its port is the last eight (drivers/infiniband/ulp/ipoib). */
function interfaceKey(address: string): string | null {
  if (address.length === 17) return address === NO_MAC ? null : keyOf("mac", address);
  return address.length === 59 ? keyOf("portGuid", address.slice(-NO_GUID.length)) : null;
}

const known = new WeakMap<Machine, ReadonlyMap<string, readonly Interface[]>>();

/** The machine's interfaces by address: asked with each key that is typed. */
function interfacesOf(machine: Machine): ReadonlyMap<string, readonly Interface[]> {
  const before = known.get(machine);
  if (before !== undefined) return before;
  const found = new Map<string, Interface[]>();
  for (const fn of machine.snapshot.functions) {
    for (const child of fn.children) {
      // A representor stands for another function, and what it sends is not that function's.
      if (child.kind !== "net" || child.address === null || isRepresentor(child)) continue;
      const key = interfaceKey(child.address);
      if (key === null) continue;
      const list = found.get(key);
      if (list === undefined) found.set(key, [{ fn, name: child.name }]);
      else list.push({ fn, name: child.name });
    }
  }
  known.set(machine, found);
  return found;
}

/**
 * Every address that a VF gets and that is not its own.
 * @param settings of the PF's VFs as they are now; null = they could not be read
 * @param edits what is to be written, by VF; each has its own address
 */
export function sharedAddresses(
  machine: Machine,
  pf: FunctionInfo,
  settings: readonly VfSettings[] | null,
  edits: ReadonlyMap<number, VfSettingsRequest>,
): SharedAddress[] {
  const getting = new Map<string, { readonly kind: AddressKind; readonly address: string; readonly vfs: number[] }>();
  for (const [vf, edit] of edits) {
    for (const kind of KINDS) {
      const address = edit[kind];
      if (address === undefined) continue;
      const key = keyOf(kind, address);
      const same = getting.get(key) ?? { kind, address, vfs: [] };
      same.vfs.push(vf);
      getting.set(key, same);
    }
  }
  if (getting.size === 0) return [];
  const keeping = new Map<string, number[]>();
  const numbers = new Map(pf.virtfns.map(({ index, bdf }) => [bdf, index]));
  for (const { index } of pf.virtfns) {
    const now = settingsAt(settings, index);
    for (const kind of KINDS) {
      if (edits.get(index)?.[kind] !== undefined) continue;
      const key = keyOf(kind, now?.[kind] ?? "");
      if (!getting.has(key)) continue;
      const same = keeping.get(key);
      if (same === undefined) keeping.set(key, [index]);
      else same.push(index);
    }
  }
  const interfaces = interfacesOf(machine);
  return [...getting].flatMap(([key, { kind, address, vfs }]) => {
    const keep = keeping.get(key) ?? [];
    const others: Holder[] = [];
    for (const { fn, name } of interfaces.get(key) ?? []) {
      const vf = numbers.get(fn.bdf);
      if (vf === undefined) others.push({ vf: null, bdf: fn.bdf, name });
      // A VF that gets an address has that one once its driver is bound again.
      else if (edits.get(vf)?.[kind] === undefined && !keep.includes(vf)) others.push({ vf, bdf: fn.bdf });
    }
    const has = [...keep.map((vf): Holder => ({ vf, bdf: vfAt(pf, vf) })), ...others];
    return vfs.length + has.length > 1 ? [{ kind, address, gets: vfs, has }] : [];
  });
}

/** VFs and functions that are named of one address. */
const MOST_NAMED = 8;

/**
 * `VF 0 and VF 3 (guest build-07) would have the same MAC address: 02:00:00:00:00:11`, without a full stop.
 * @param usersOf who uses a function, in a few words each
 */
export function sharedText(
  { kind, address, gets, has }: SharedAddress,
  usersOf: (bdf: Bdf) => readonly Words[],
): Words {
  const who = [
    ...gets.map((vf) => PLAN_WORDS.vf({ vf: String(vf) })),
    ...has.map((holder) => {
      const name =
        holder.vf === null
          ? VF_SETTINGS_CHECK_WORDS.interface({ name: holder.bdf, role: holder.name })
          : PLAN_WORDS.vf({ vf: String(holder.vf) });
      const users = holder.bdf === null ? [] : usersOf(holder.bdf);
      return users.length === 0 ? name : VF_SETTINGS_CHECK_WORDS.interface({ name, role: names(users) });
    }),
  ];
  return VF_SETTINGS_CHECK_WORDS.shared({ who: capped(who, MOST_NAMED), setting: SETTING_NAMES[kind], address });
}
