import type { Bdf } from "../../../../shared/pci/bdf.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";
import table from "./table.module.css";

/** Marks a fact of a VF that was taken from its PF. */
export function FromPf({ pf }: { readonly pf: Bdf }) {
  const say = useSay();
  return (
    <span className={table.quiet} title={say(DETAIL_WORDS.fromPfHelp({ pf }))}>
      {say(DETAIL_WORDS.fromPf)}
    </span>
  );
}
