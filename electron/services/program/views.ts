/** What a window is shown of plans and of the journal, and nothing else of them. Pure. */

import type { EntryView, PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import type { JournalEntry } from "../../../shared/operations/record/record.ts";
import { targetName } from "../../../shared/operations/verbs/target.ts";
import { settingText, type VfSetting } from "../../../shared/operations/verbs/vf-settings.ts";
import { names } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { VF_SETTING_WORDS } from "../../../shared/words/texts/vf-setting-values.ts";

/** Without what its undo is planned from, and without the key by which the program knows its machine again. */
export function entryView({ before: _before, machineKey: _key, ...shown }: JournalEntry): EntryView {
  return shown;
}

/** Without the verbs of its steps: what they set is told in words. */
export function planView(plan: Plan): PlanView {
  const { machine: _machine, fingerprint: _fingerprint, steps, ...shown } = plan;
  return {
    ...shown,
    steps: steps.map(({ id, label, command, optional = false }) => ({ id, label, command, optional })),
    settings: settingsOf(plan),
    vectors: vectorsOf(plan),
  };
}

/** Of VFs that are there already: of new ones they are part of their creation. */
function settingsOf({ effects, steps }: Plan): PlanView["settings"] {
  const isNew = new Set(effects.creates.map(({ pf, index }) => `${pf} ${index}`));
  const byVf = new Map<string, Omit<PlanView["settings"][number], "change"> & { readonly changes: readonly Words[] }>();
  for (const { template, undo } of steps) {
    if (template.verb !== "vf.network") continue;
    const { bdf, vf } = template;
    const key = `${bdf} ${vf}`;
    if (isNew.has(key)) continue;
    const was = undo.flatMap((back) => (back.verb === "vf.network" && back.vf === vf ? back.settings : []));
    byVf.set(key, { pf: bdf, vf, changes: [...(byVf.get(key)?.changes ?? []), ...changesOf(template.settings, was)] });
  }
  return [...byVf.values()].map(({ changes, ...vf }) => ({ ...vf, change: names(changes) }));
}

/** `no VLAN → VLAN 200`, `trust on`. @param was those that are known */
function changesOf(settings: readonly VfSetting[], was: readonly VfSetting[]): Words[] {
  return settings.map((setting) => {
    const before = was.find(({ set }) => set === setting.set);
    const is = settingText(setting);
    return before === undefined ? is : VF_SETTING_WORDS.fromTo({ was: settingText(before), is });
  });
}

function vectorsOf({ steps }: Plan): PlanView["vectors"] {
  const drivers = new Map(
    steps.flatMap(({ template }) =>
      template.verb === "driver.unbind" ? [[JSON.stringify(template.target), template.from] as const] : [],
    ),
  );
  return steps.flatMap(({ template, undo }) => {
    if (template.verb !== "vf.msix") return [];
    const name = targetName(template.target);
    const was = undo.find(({ verb }) => verb === "vf.msix");
    const from = was?.verb === "vf.msix" ? was.count : 0;
    return [{ name, from, to: template.count, driver: drivers.get(JSON.stringify(template.target)) ?? null }];
  });
}
