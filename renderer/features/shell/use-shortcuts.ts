import { useEffect } from "react";
import { allCommands } from "../../actions/commands.ts";
import { cycleRegions } from "../../actions/regions.ts";
import { pressed } from "../../model/shortcuts.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Something is open that has the keyboard for itself. What fades away is in the page for a moment more. */
function isCovered(): boolean {
  return (
    document.querySelector(':is([role="dialog"], [role="alertdialog"], [role="menu"]):not([data-closed])') !== null
  );
}

/** A key alone is text where text is typed, and Ctrl+Z takes text back there. */
function isForText(keys: string): boolean {
  return keys === "Ctrl Z" || (!keys.includes(" ") && !/^F\d+$/.test(keys));
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  if (useAppDialog.getState().open === "palette" && pressed(event, "Ctrl K")) {
    event.preventDefault();
    hideDialog();
    return;
  }
  if (isCovered()) return;
  if (event.key === "F6") {
    event.preventDefault();
    cycleRegions(event.shiftKey);
    return;
  }
  const command = allCommands().find(({ keys }) => keys !== undefined && pressed(event, keys));
  if (command?.keys === undefined || (isForText(command.keys) && isTyping(event.target))) return;
  event.preventDefault();
  command.run();
}

/** The keys that work everywhere. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
