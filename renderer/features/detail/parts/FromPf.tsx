import type { Bdf } from "../../../../shared/pci/bdf.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";

/** Marks a fact of a VF that was taken from its PF. */
export function FromPf({ pf }: { readonly pf: Bdf }) {
  const say = useSay();
  return (
    <Badge tone="pf" title={say(DETAIL_WORDS.fromPfHelp({ pf }))}>
      {say(DETAIL_WORDS.fromPf)}
    </Badge>
  );
}
