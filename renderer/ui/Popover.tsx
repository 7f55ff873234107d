import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./Popover.module.css";

interface PopoverProps {
  /** A button that takes a ref and props. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly title: Shown;
  readonly children: ReactNode;
  readonly align?: "start" | "center" | "end";
}

/** A few sentences, or small controls, that open from a button: reachable by keyboard, where a tooltip is not. */
export function Popover({ trigger, title, children, align = "end" }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side="bottom" align={align} sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            <Base.Title className={styles.title}>
              <Say of={title} />
            </Base.Title>
            <div className={styles.body}>{children}</div>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
