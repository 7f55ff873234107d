import type { MissingSwitch } from "../../../../shared/machine/missing-switch.ts";
import { Notice } from "../../../ui/Notice.tsx";

/** Why VFs cannot be made where the registers say that they could: what withholds them, how that is known, what to do. */
export function MissingSwitchNotice({ missing }: { readonly missing: MissingSwitch }) {
  return (
    <Notice tone="warn" title={missing.says}>
      <p>{missing.remedy}</p>
      <p>
        <code>{missing.evidence}</code>
      </p>
    </Notice>
  );
}
