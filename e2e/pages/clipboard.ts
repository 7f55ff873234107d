/** The clipboard, in either shell. */
import type { RunningApp } from "../fixtures/app.ts";

/** A browser without a window denies what one with a window grants to a click; Electron has the product's own rules. */
export async function allowClipboard({ electron, page }: RunningApp): Promise<void> {
  if (electron === null) await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
}

/** @returns the text that is in it. Electron's page may write there, and not read: its program is asked. */
export function clipboardText({ electron, page }: RunningApp): Promise<string> {
  return electron === null
    ? page.evaluate(() => navigator.clipboard.readText())
    : electron.evaluate(({ clipboard }) => clipboard.readText());
}

/** The keys that a person presses, with the text in the clipboard. */
export async function paste(app: RunningApp, text: string): Promise<void> {
  await allowClipboard(app);
  await app.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await app.page.keyboard.press("ControlOrMeta+V");
}
