/** Text that people paste: without bytes, of two machines, and of none. In a browser, which has a clipboard of its own. */
import { expect, type RunningApp, test } from "../fixtures/app.ts";
import { paste } from "../pages/clipboard.ts";
import { row, tab } from "../pages/tree.ts";

const CARD = [
  "01:00.0 Ethernet controller [0200]: Intel Corporation I350 Gigabit Network Connection [8086:1521] (rev 01)",
  "\tNUMA node: 1",
  "\tIOMMU group: 14",
  "\tCapabilities: [160 v1] Single Root I/O Virtualization (SR-IOV)",
  "\tKernel driver in use: igb",
  "",
].join("\n");

async function pasteAnywhere(app: RunningApp, text: string): Promise<void> {
  await row(app.page, "01:00.0").click();
  await paste(app, text);
}

test("a list without a byte opens with what it says, marked as out of the text", async ({ app, page }) => {
  await pasteAnywhere(app, `> ${CARD.split("\n").join("\n> ")}`);
  await expect(page.getByRole("button", { name: "Machine: pasted text" })).toBeVisible();
  await row(page, "01:00.0").click();
  for (const [fact, value] of [
    ["driver", "igb"],
    ["iommu-group", "14"],
    ["numa", "1"],
  ] as const) {
    await expect(page.getByTestId("detail-pane").getByTestId(`fact-${fact}`).first()).toContainText(value);
    await expect(page.getByTestId("detail-pane").getByTestId(`fact-${fact}`).first()).toContainText("from the text");
  }
  await tab(page, "Capabilities").click();
  await expect(page.getByTestId("no-bytes")).toContainText("160h v1");
  await expect(page.getByTestId("no-bytes")).toContainText("Run lspci -nnvvvxxxx as root");
});

test("of a text of two machines each can be shown, and both close as one file", async ({ app, page }) => {
  await pasteAnywhere(app, `${CARD}\n${CARD.replace("igb", "vfio-pci")}`);
  const banner = page.getByRole("status").filter({ hasText: "has 2 machines" });
  await expect(banner).toContainText("Shown: from line");
  await expect(row(page, "01:00.0")).toContainText("igb");
  await banner.getByRole("button", { name: /^Show from line/ }).click();
  await expect(row(page, "01:00.0")).toContainText("vfio-pci");
  await page.getByRole("button", { name: /^Machine: pasted text/ }).click();
  await page.getByRole("menuitem", { name: "Close pasted text" }).click();
  await expect(banner).toHaveCount(0);
  await page.getByRole("button", { name: /^Machine:/ }).click();
  await expect(page.getByRole("menuitemradio", { name: /^from line/ })).toHaveCount(0);
});

test("a text that tells of no function stands in the dialog, with what to paste instead", async ({ app, page }) => {
  await pasteAnywhere(app, "Dear all,\nplease find attached\n");
  const dialog = page.getByRole("dialog", { name: "Open pasted dump" });
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expect(dialog.getByRole("textbox")).toHaveValue("Dear all,\nplease find attached\n");
  await expect(dialog).toContainText("lspci -nnvvvxxxx");
});

test("where text and bytes disagree, the function says in what, and the bytes are shown", async ({ app, page }) => {
  await pasteAnywhere(app, `${CARD}00: 86 80 22 15 06 04 10 00 01 00 00 02 10 00 80 00\n`);
  await expect(page.getByRole("status").filter({ hasText: "disagree about 0000:01:00.0" })).toBeVisible();
  await row(page, "01:00.0").click();
  const notes = page.getByTestId("section-problems");
  await expect(notes).toContainText("device is 1522 in the bytes, 1521 in the text.");
  await expect(notes).not.toContainText("text could not be read");
});
