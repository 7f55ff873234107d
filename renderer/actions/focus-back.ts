/**
 * The keyboard never falls out of the page. What has it may be taken away: a button that has done its work, a dialog, the
 * rows of a machine that gives way to another. Then the last place that is still there has it again, else the table.
 */
import { focusRegion } from "./regions.ts";

/** Dialogs may lead from one to the next; nobody is that many places deep. */
const MAX_PLACES = 20;

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function takes(element: HTMLElement): boolean {
  element.focus();
  return document.activeElement === element;
}

/** Follows the focus from now on. @returns ends that */
export function followFocus(): () => void {
  /** Those that had the focus, the last one last. */
  let places: HTMLElement[] = [];
  let frame = 0;
  const giveBack = (): void => {
    if (!isLost()) return;
    // What finds no place yet tries again with the next change of the page: a machine that opens has no table before.
    if (places.toReversed().some(takes)) return;
    if (!focusRegion("table")) focusRegion("search");
  };
  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    places = [...places.filter((place) => place !== target && place.isConnected), target].slice(-MAX_PLACES);
  };
  const observer = new MutationObserver(() => {
    const last = places.at(-1);
    if (last === undefined || (last.isConnected && !last.matches(":disabled"))) return;
    window.cancelAnimationFrame(frame);
    // After a dialog has tried to do so itself, and whoever knows a better place.
    frame = window.requestAnimationFrame(() => {
      frame = window.requestAnimationFrame(giveBack);
    });
  });
  document.addEventListener("focusin", onFocus);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  return () => {
    document.removeEventListener("focusin", onFocus);
    observer.disconnect();
    window.cancelAnimationFrame(frame);
  };
}
