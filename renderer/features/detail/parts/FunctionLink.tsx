import type { ReactNode } from "react";
import { type Bdf, shortBdf } from "../../../../shared/pci/bdf.ts";
import { useMachine } from "../../../stores/machine.ts";
import { focusFunction } from "../../../stores/view.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";
import styles from "./FunctionLink.module.css";

interface FunctionLinkProps {
  readonly bdf: Bdf;
  /** In place of the BDF: `of 0000:01:00.0`. */
  readonly children?: ReactNode;
  /** `01:00.0` where the domain is 0. */
  readonly short?: boolean;
}

/** Shows the function's details when clicked; plain text when it is not on the machine. */
export function FunctionLink({ bdf, children, short = false }: FunctionLinkProps) {
  const there = useMachine((state) => state.machine?.byBdf.has(bdf) ?? false);
  const say = useSay();
  const label = children ?? (short ? shortBdf(bdf) : bdf);
  const mono = children === undefined ? "mono" : "";
  if (!there) return <span className={mono}>{label}</span>;
  return (
    <button
      type="button"
      className={`${styles.link} ${mono}`}
      title={say(DETAIL_WORDS.showFunction({ bdf }))}
      onClick={() => focusFunction(bdf)}
    >
      {label}
    </button>
  );
}
