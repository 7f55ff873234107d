/** What several functions have in common and in what they differ. Pure. */

import { numaNodeOf, shownInterfaces } from "../../../../shared/machine/columns.ts";
import type { FunctionInfo, VfSettings } from "../../../../shared/machine/facts.ts";
import { linkTypeOf } from "../../../../shared/machine/interfaces.ts";
import { driverCell, groupText, isNumaUnknown, isUnread, noneOf } from "../../../../shared/machine/known.ts";
import { linkOf } from "../../../../shared/machine/link.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { functionName } from "../../../../shared/machine/names.ts";
import { type UsedByIndex, usedByText } from "../../../../shared/machine/used-by.ts";
import { isNetworkPf, VF_SETTING_TEXT } from "../../../../shared/machine/vf-network.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import { names } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { VF_NETWORK_WORDS } from "../../../../shared/words/texts/vf-network.ts";
import type { SettingsOf } from "../../../stores/function-detail.ts";
import { MANY_WORDS } from "../../../words/many.ts";

/** What some of the functions have. */
export interface FactValue {
  readonly text: Words;
  /** Those that have it, in the order of the selection. */
  readonly bdfs: readonly Bdf[];
  /** Nobody knows: it says nothing of whether they are alike. */
  readonly isUnknown: boolean;
}

export interface ManyFact {
  readonly id: string;
  readonly label: Words;
  /** One where all are alike; else most first, what is unknown last. */
  readonly values: readonly FactValue[];
  /** In no two of them the same: the counts would say nothing. */
  readonly isApart: boolean;
}

interface Known {
  readonly machine: Machine;
  readonly usedBy: UsedByIndex;
  readonly settingsOf: SettingsOf;
}

interface Fact {
  readonly id: string;
  readonly label: Words;
  /** Does it mean anything for these; left out = always. */
  readonly isOf?: (fn: FunctionInfo, known: Known) => boolean;
  readonly text: (fn: FunctionInfo, known: Known) => Words;
}

/** A VF for which its PF keeps a MAC address and a VLAN. */
function isNetworkVf(fn: FunctionInfo, { machine }: Known): boolean {
  const pf = fn.physfn === null ? undefined : machine.byBdf.get(fn.physfn);
  return pf !== undefined && isNetworkPf(pf) && linkTypeOf(pf) !== "infiniband";
}

function setting(text: (kept: VfSettings) => Words): Fact["text"] {
  return (fn, known) => {
    if (!isNetworkVf(fn, known)) return MANY_WORDS.notOf;
    const index = known.machine.vfIndexOf(fn.bdf);
    const kept = fn.physfn === null ? undefined : known.settingsOf(fn.physfn)?.find(({ vf }) => vf === index);
    return kept === undefined ? COMMON.unknown : text(kept);
  };
}

function interfaceText(fn: FunctionInfo, { machine }: Known): Words {
  const shown = shownInterfaces(machine, fn);
  return shown === "" ? noneOf(fn, "children") : shown;
}

function numaText(fn: FunctionInfo): Words {
  return numaNodeOf(fn)?.toString() ?? (isNumaUnknown(fn) ? COMMON.unknown : COMMON.none);
}

function linkText(fn: FunctionInfo, { machine }: Known): Words {
  return linkOf(machine, fn)?.text ?? (isUnread(fn, "current_link_speed") ? COMMON.unknown : COMMON.none);
}

function resetText({ resetMethods }: FunctionInfo): Words {
  if (resetMethods === null) return COMMON.unknown;
  return resetMethods.length === 0 ? COMMON.none : names(resetMethods);
}

const FACTS: readonly Fact[] = [
  { id: "name", label: FACT_WORDS.name, text: functionName },
  { id: "used-by", label: MANY_WORDS.usedBy, text: (fn, { usedBy }) => usedByText(fn, usedBy.of(fn)) || COMMON.none },
  { id: "driver", label: FACT_WORDS.driver, text: (fn) => driverCell(fn) || COMMON.none },
  { id: "interface", label: FACT_WORDS.interfaces, text: interfaceText },
  { id: "mac", label: FACT_WORDS.macAddress, isOf: isNetworkVf, text: setting(VF_SETTING_TEXT.mac) },
  { id: "vlan", label: VF_NETWORK_WORDS.vlan, isOf: isNetworkVf, text: setting(VF_SETTING_TEXT.vlan) },
  { id: "trust", label: VF_NETWORK_WORDS.trust, isOf: isNetworkVf, text: setting(VF_SETTING_TEXT.trust) },
  { id: "group", label: FACT_WORDS.iommuGroup, text: groupText },
  { id: "numa", label: FACT_WORDS.numaNode, text: numaText },
  { id: "link", label: FACT_WORDS.link, text: linkText },
  { id: "power", label: FACT_WORDS.powerState, text: ({ powerState }) => powerState ?? COMMON.unknown },
  { id: "reset", label: FACT_WORDS.resetMethods, text: resetText },
];

function keyOf(words: Words): string {
  return typeof words === "string" ? words : JSON.stringify(words);
}

const UNKNOWN = keyOf(COMMON.unknown);

function valuesOf(fact: Fact, functions: readonly FunctionInfo[], known: Known): FactValue[] {
  const byKey = new Map<string, { text: Words; bdfs: Bdf[]; isUnknown: boolean }>();
  for (const fn of functions) {
    const text = fact.text(fn, known);
    const key = keyOf(text);
    const before = byKey.get(key);
    if (before === undefined) byKey.set(key, { text, bdfs: [fn.bdf], isUnknown: key === UNKNOWN });
    else before.bdfs.push(fn.bdf);
  }
  return [...byKey.values()].sort((a, b) => Number(a.isUnknown) - Number(b.isUnknown) || b.bdfs.length - a.bdfs.length);
}

/** @param functions two or more, by address */
export function manyFacts(
  machine: Machine,
  functions: readonly FunctionInfo[],
  usedBy: UsedByIndex,
  settingsOf: SettingsOf,
): readonly ManyFact[] {
  const known = { machine, usedBy, settingsOf };
  return FACTS.filter(({ isOf }) => isOf === undefined || functions.some((fn) => isOf(fn, known))).map((fact) => {
    const values = valuesOf(fact, functions, known);
    return { id: fact.id, label: fact.label, values, isApart: values.length === functions.length };
  });
}
