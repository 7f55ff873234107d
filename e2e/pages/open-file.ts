/** Opens a file as a person does, by the keys. */
import type { Page } from "@playwright/test";

/** A PF of which only registers are known: SR-IOV at 100h with room for 8 VFs. */
export const REGISTERS = [
  "01:00.0",
  "00: b3 15 21 10 06 04 10 00 00 00 00 02 10 00 80 00",
  "10: 0c 00 00 da 00 04 00 00 00 00 00 00 00 00 00 00",
  "20: 00 00 00 00 00 00 00 00 00 00 00 00 b3 15 58 00",
  "30: 00 00 00 00 40 00 00 00 00 00 00 00 00 00 00 00",
  "40: 10 00 02 00 00 00 00 00 00 00 00 00 04 01 00 00",
  "50: 00 00 04 01 00 00 00 00 00 00 00 00 00 00 00 00",
  "100: 10 00 01 00 00 00 00 00 00 00 00 00 08 00 08 00",
  "110: 00 00 00 00 02 00 01 00 00 00 1e 10 53 05 00 00",
  "120: 01 00 00 00 0c 00 00 de 00 04 00 00 00 00 00 00",
  "",
].join("\n");

export async function openFile(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("ControlOrMeta+o");
  await (await chooser).setFiles(path);
}
