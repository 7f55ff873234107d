import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import { Say, type Shown } from "../words/Say.tsx";
import { Kbd } from "./Kbd.tsx";
import styles from "./Tooltip.module.css";

interface TooltipProps {
  readonly text: Shown;
  readonly shortcut?: string | undefined;
  /** The element that is described; it must take a ref and props. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly side?: "top" | "bottom" | "left" | "right";
  /** There is nothing to say right now: the element stays the same one all the while. */
  readonly disabled?: boolean;
}

export function Tooltip({ text, shortcut, trigger, side = "bottom", disabled = false }: TooltipProps) {
  return (
    <Base.Root
      disabled={disabled}
      onOpenChange={(_, details) => {
        // Escape is meant for what is behind the tooltip: it closes the dialog that its button is in.
        if (details.reason === "escape-key") details.allowPropagation();
      }}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            <Say of={text} />
            {shortcut === undefined ? null : <Kbd keys={shortcut} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Once around the whole interface: tooltips after the first open at once. */
export const TooltipProvider = Base.Provider;
