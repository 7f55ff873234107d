import type { Bdf } from "../../../../shared/pci/bdf.ts";
import { Badge } from "../../../ui/Badge.tsx";

/** Marks a fact of a VF that was taken from its PF. */
export function FromPf({ pf }: { readonly pf: Bdf }) {
  return (
    <Badge tone="pf" title={`Taken from its PF ${pf}: a VF's own registers do not say.`}>
      from PF
    </Badge>
  );
}
