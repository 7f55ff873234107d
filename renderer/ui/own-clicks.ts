/** Clicks that began before a dialog was there: the second of a double click on what opened it has seen nothing of it. */
import { useEffect, useRef } from "react";

/** @returns is a click meant for what is on the screen now */
export function useOwnClicks(open: boolean): (click: Pick<UIEvent, "detail">) => boolean {
  const hasBegun = useRef(false);
  useEffect(() => {
    if (!open) return;
    hasBegun.current = false;
    const onMouseDown = ({ detail }: MouseEvent): void => {
      // In a row of quick clicks the first counts 1; a key's and a program's count 0.
      if (detail <= 1) hasBegun.current = true;
    };
    document.addEventListener("mousedown", onMouseDown, true);
    return () => document.removeEventListener("mousedown", onMouseDown, true);
  }, [open]);
  return ({ detail }) => detail <= 1 || hasBegun.current;
}
