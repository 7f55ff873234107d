import type { MissingSwitch } from "../../../../shared/machine/missing-switch.ts";
import { Notice } from "../../../ui/Notice.tsx";
import { useSay } from "../../../words/language.ts";

/** Why VFs cannot be made where the registers say that they could: what withholds them, how that is known, what to do. */
export function MissingSwitchNotice({ missing }: { readonly missing: MissingSwitch }) {
  const say = useSay();
  return (
    <Notice tone="warn" title={say(missing.says)}>
      <p>{say(missing.remedy)}</p>
      <p>
        <code>{say(missing.evidence)}</code>
      </p>
    </Notice>
  );
}
