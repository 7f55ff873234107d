/** What a request comes to on a given machine, before it is checked, numbered and written out, and what planners share. */

import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Usage } from "../../machine/usage.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { PLAN_WORDS } from "../../words/texts/plan.ts";
import type { Check } from "../checks/found.ts";
import { functionExists } from "../checks/requests.ts";
import { bindsNewVfs } from "../findings/drivers.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { Change } from "../impact/change.ts";
import type { DraftStep } from "../verbs/table.ts";
import { settingsSteps } from "../verbs/vf-network.ts";
import { madeSettings, settingsAt, settingsOver } from "../verbs/vf-settings.ts";
import { bindingOf, UNBOUND, type VfsWere, type VfWas } from "./bindings.ts";
import type { PlanEffects } from "./types.ts";

/** An input with who uses the machine. */
export interface DraftInput extends PlanInput {
  readonly usage: Usage;
}

/** What is left out there is none of. */
export interface Draft {
  readonly title: Words;
  readonly summary: Words;
  readonly steps: readonly DraftStep[];
  readonly effects?: Partial<PlanEffects>;
  /** How it can be taken back, or why it cannot, in sentences. */
  readonly undo?: readonly Words[];
  readonly change?: Partial<Change>;
  /** What the request itself gets wrong, and facts on functions that stay as they are. */
  readonly remarks: readonly Check[];
  /** false = nothing brings back what this does; left out = it can be taken back. */
  readonly undoable?: false;
}

/** A draft that does nothing: its remarks say why. */
export function emptyDraft(title: Words, remarks: readonly Check[], summary: Words = PLAN_WORDS.nothingChanges): Draft {
  return { title, summary, steps: [], remarks };
}

/** A PF's VFs as they are now, by index. */
export function vfsNow(machine: Machine, pf: FunctionInfo): VfWas[] {
  return pf.virtfns.map(({ index, bdf }) => {
    const vf = machine.byBdf.get(bdf);
    return { index, bdf, ...(vf ? bindingOf(vf) : UNBOUND) };
  });
}

/** What it takes to create the VFs of now again. */
export function vfsWere(machine: Machine, pf: FunctionInfo): VfsWere {
  return {
    pf: pf.bdf,
    count: pf.sriov?.numVfs ?? 0,
    vfs: vfsNow(machine, pf),
    autoprobe: pf.sriov?.driversAutoprobe ?? null,
    bindsByItself: bindsNewVfs(machine, pf),
  };
}

/** A share of a plan that is put together of several. */
export interface Part {
  readonly steps: readonly DraftStep[];
  readonly sentences: readonly Words[];
  readonly effects: Partial<PlanEffects>;
  readonly change: Partial<Change>;
  readonly remarks: readonly Check[];
}

export const NOTHING: Part = { steps: [], sentences: [], effects: {}, change: {}, remarks: [] };

/** The functions that are there, each once, in the order of the request; a blocker for each that is not. */
export function lookUp(
  machine: Machine,
  bdfs: readonly Bdf[],
): { readonly found: readonly FunctionInfo[]; readonly remarks: readonly Check[] } {
  const chosen = [...new Set(bdfs)];
  const missing = chosen.length === 0 ? [null] : chosen.filter((bdf) => !machine.byBdf.has(bdf));
  return {
    found: chosen.flatMap((bdf) => machine.byBdf.get(bdf) ?? []),
    remarks: missing.flatMap((bdf) => functionExists.run(bdf)),
  };
}

/**
 * Makes the settings of VFs again that they have now, and of those that they had then what they do not have now: what was
 * set since stays with the VFs of these numbers.
 */
export function againSince(
  pf: FunctionInfo,
  then: readonly VfSettings[] | null,
  now: readonly VfSettings[] | null,
  count: number,
): DraftStep[] {
  const vfs = [...new Set([...(then ?? []), ...(now ?? [])].map(({ vf }) => vf))].filter((vf) => vf < count);
  return vfs
    .sort((a, b) => a - b)
    .flatMap((vf) => {
      const [is, was] = [now, then].map((told) => {
        const settings = settingsAt(told, vf);
        return settings === undefined ? [] : madeSettings(settings, pf.driver);
      });
      const made = settingsOver(is ?? [], was ?? []);
      return made.length === 0 ? [] : settingsSteps(pf, vf, made, []);
    });
}

/** VFs of which something is set, by their numbers. */
export function vfsWithSettings(pf: FunctionInfo, settings: readonly VfSettings[] | null): number[] {
  return (settings ?? []).filter((each) => madeSettings(each, pf.driver).length > 0).map(({ vf }) => vf);
}

/**
 * Makes the settings of VFs again that were lost when the VFs were removed.
 * @param were the settings before; null = they could not be read
 * @param count of VFs that there will be: the settings of others have no place to go
 */
export function againSteps(pf: FunctionInfo, were: readonly VfSettings[] | null, count: number): DraftStep[] {
  return (were ?? []).flatMap((was) => {
    const made = madeSettings(was, pf.driver);
    if (was.vf >= count || made.length === 0) return [];
    // The VF vanishes when the step that made it is taken back, and its settings with it.
    return settingsSteps(pf, was.vf, made, []);
  });
}
