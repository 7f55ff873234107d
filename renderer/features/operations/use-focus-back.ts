import { useEffect } from "react";
import { focusRegion } from "../../actions/regions.ts";
import { useOperations } from "../../stores/operations.ts";

/**
 * One dialog may lead to the next, and what opened the last one is gone with the one before: then the keyboard goes
 * back to where all of it began, or to the table.
 */
export function useFocusBack(): void {
  useEffect(() => {
    let opener: Element | null = null;
    let frame = 0;
    const giveBack = (): void => {
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body) return;
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else focusRegion("table");
    };
    const leave = useOperations.subscribe(({ asked }, before) => {
      if (asked !== null && before.asked === null) opener = document.activeElement;
      if (asked !== null || before.asked === null) return;
      // After the dialog has tried to do so itself.
      window.cancelAnimationFrame(frame);
      frame = window.requestAnimationFrame(() => {
        frame = window.requestAnimationFrame(giveBack);
      });
    });
    return () => {
      window.cancelAnimationFrame(frame);
      leave();
    };
  }, []);
}
