/** Makes the settings of VFs again that were lost when the VFs were removed. */
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import type { DraftStep } from "../verbs/table.ts";
import { settingsStep } from "../verbs/vf-network.ts";
import { madeSettings } from "../verbs/vf-settings.ts";

/**
 * @param were the settings before; null = they could not be read
 * @param count of VFs that there will be: the settings of others have no place to go
 */
export function againSteps(pf: FunctionInfo, were: readonly VfSettings[] | null, count: number): DraftStep[] {
  return (were ?? []).flatMap((was) => {
    const made = madeSettings(was, pf.driver);
    if (was.vf >= count || made.length === 0) return [];
    // The VF vanishes when the step that made it is taken back, and its settings with it.
    return [settingsStep(pf.bdf, was.vf, made, [])];
  });
}
