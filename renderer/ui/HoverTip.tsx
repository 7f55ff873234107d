import { Tooltip as Base } from "@base-ui/react/tooltip";
import { useEffect, useState } from "react";
import styles from "./HoverTip.module.css";
import popup from "./Tooltip.module.css";

const DELAY_MS = 350;

interface Tip {
  readonly element: Element;
  readonly text: string;
}

/** What there is to say on an element: its `data-tip`, or the text of a `data-cell` that does not fit. */
function tipOf(target: EventTarget | null): Tip | null {
  if (!(target instanceof Element)) return null;
  const element = target.closest<HTMLElement>("[data-tip],[data-cell]");
  if (element === null) return null;
  const text = element.dataset.tip ?? (element.scrollWidth > element.clientWidth ? element.textContent : "");
  return text === "" ? null : { element, text };
}

/** One tooltip for all that lies in an element: for tables with more cells than tooltips should be. */
export function HoverTip({ within }: { readonly within: HTMLElement | null }) {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    const root = within;
    if (root === null) return;
    let timer = 0;
    let over: Element | null = null;
    const hide = (): void => {
      window.clearTimeout(timer);
      over = null;
      setTip(null);
    };
    const look = (event: PointerEvent): void => {
      const next = tipOf(event.target);
      if (next !== null && next.element === over) return;
      hide();
      if (next === null) return;
      over = next.element;
      timer = window.setTimeout(() => setTip(next), DELAY_MS);
    };
    root.addEventListener("pointerover", look);
    for (const event of ["pointerleave", "pointerdown", "keydown", "scroll"]) root.addEventListener(event, hide);
    return () => {
      hide();
      root.removeEventListener("pointerover", look);
      for (const event of ["pointerleave", "pointerdown", "keydown", "scroll"]) root.removeEventListener(event, hide);
    };
  }, [within]);
  return (
    <Base.Root open={tip !== null} disableHoverablePopup>
      <Base.Portal>
        <Base.Positioner anchor={tip?.element ?? null} side="bottom" sideOffset={4} className={popup.positioner}>
          <Base.Popup className={`${popup.popup} ${styles.text}`}>{tip?.text}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
