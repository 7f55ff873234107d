/** The clipboard, for text: what is pasted into a terminal acts on it. */
import { visibleText } from "../../shared/pci/visible-text.ts";

/** @returns false where the browser does not allow it */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(visibleText(text));
    return true;
  } catch {
    return false;
  }
}
