/**
 * Tasks of a day in the lab, by mouse and by keyboard, counted from the window of 1280×800 with nothing selected: clicks,
 * and keys outside typed text. docs/cockpit.md has the figures beside those of before.
 */
import { expect, type RunningApp, test } from "../fixtures/app.ts";
import { allowClipboard, clipboardText } from "../pages/clipboard.ts";
import { Hand } from "../pages/hand.ts";
import { dialog, pill } from "../pages/plan.ts";
import { row, tree, vfCell } from "../pages/tree.ts";

test.beforeEach(async ({ app, page }) => {
  await allowClipboard(app);
  await expect(row(page, "01:00.0")).toBeVisible();
});

type Page = Parameters<typeof row>[0];

const run = (page: Page) => dialog(page).getByRole("button", { name: "Run plan" });
const isDone = (page: Page) => expect(pill(page)).toHaveAttribute("data-state", "done");

async function runByKey(page: Page, hand: Hand): Promise<void> {
  await expect(run(page)).toBeEnabled();
  await hand.press("ControlOrMeta+Enter");
  await isDone(page);
}

/** The first hit of a search, with the keyboard. */
async function find(page: Page, hand: Hand, text: string): Promise<void> {
  await hand.press("/");
  await hand.type(text);
  await hand.press("Enter");
  await expect(page.getByTestId("detail-pane")).toContainText(text);
}

async function act(page: Page, hand: Hand, action: string): Promise<void> {
  await hand.press("ControlOrMeta+k");
  await hand.type(action);
  await expect(page.getByRole("option").first()).toContainText(new RegExp(action, "i"));
  await hand.press("Enter");
}

/** Files of devices in the script that is in the clipboard; 0 = it is none. */
async function copiedFiles(app: RunningApp): Promise<number> {
  const text = await clipboardText(app);
  return text.includes("virsh attach-device") ? (text.match(/^cat > /gm)?.length ?? 0) : 0;
}

test.describe("16 → 8 VFs for vfio-pci, and the libvirt text of three", () => {
  test("by mouse", async ({ app, page }) => {
    const hand = new Hand(page);
    await hand.click(row(page, "01:00.0"));
    await hand.click(page.getByRole("button", { name: "Change VFs…" }));
    await hand.type("8");
    await hand.click(dialog(page).getByRole("button", { name: "vfio-pci", exact: true }));
    await hand.press("ControlOrMeta+Enter");
    await hand.click(run(page));
    await isDone(page);
    await expect(row(page, "01:01.1")).toContainText("vfio-pci");
    await hand.click(pill(page).getByRole("button", { name: /Pass through/ }));
    await hand.click(dialog(page).getByRole("checkbox", { name: /01:00.4/ }), { modifiers: ["Shift"] });
    await hand.click(dialog(page).getByRole("button", { name: "Copy for libvirt" }));
    await expect.poll(() => copiedFiles(app)).toBe(3);
    expect(hand.counted).toEqual({ clicks: 7, keys: 1 });
  });

  test("by keyboard", async ({ app, page }) => {
    const hand = new Hand(page);
    await find(page, hand, "01:00.0");
    await act(page, hand, "change vfs");
    await expect(dialog(page).getByRole("textbox", { name: "Number of VFs" })).toBeFocused();
    await hand.type("8");
    for (const key of ["Tab", "Tab", "Tab", "ArrowRight", "Space", "ControlOrMeta+Enter"]) await hand.press(key);
    await runByKey(page, hand);
    await hand.press("Tab");
    await hand.press("Enter");
    await expect(dialog(page).getByRole("textbox", { name: "VFs" })).toBeFocused();
    await hand.type("0-2");
    await hand.press("Enter");
    await expect.poll(() => copiedFiles(app)).toBe(3);
    expect(hand.counted).toEqual({ clicks: 0, keys: 14 });
  });
});

test.describe("MAC addresses and a VLAN for 8 of 16 VFs", () => {
  const isSet = async (page: Page): Promise<void> => {
    await expect(page.getByTestId("vf-row-7")).toContainText(/02:00:00:00:00:17.*100/);
    await expect(page.getByTestId("vf-row-8")).not.toContainText("02:00:00:00:00");
  };

  test("by mouse", async ({ page }) => {
    const hand = new Hand(page);
    await hand.click(row(page, "01:00.0"));
    await hand.click(page.getByRole("tab", { name: "SR-IOV" }));
    await hand.click(vfCell(page, 0, "mac"));
    await hand.click(vfCell(page, 7, "mac"), { modifiers: ["Shift"] });
    await hand.type("02:00:00:00:00:10");
    await expect(page.getByText("For 8 VFs, counting up from VF 0.")).toBeVisible();
    await hand.press("Tab");
    await hand.type("5000");
    await expect(page.getByText("VLAN must be a number from 0 to 4094.")).toBeVisible();
    await page.getByRole("textbox", { name: /^VLAN of VF/ }).fill("100");
    await hand.press("ControlOrMeta+Enter");
    await expect(dialog(page)).toContainText("Change settings of 8 VFs of 0000:01:00.0");
    await expect(page.getByTestId("step-group")).toContainText("For each of 8 VFs");
    await expect(page.getByTestId("step-group")).toContainText("MAC address 02:00:00:00:00:10 (counting up)");
    await expect(page.getByTestId("vf-edits")).toContainText("16 edits of 8 VFs");
    await hand.click(run(page));
    await isDone(page);
    // None of it is a fact of a scan: it is read again because an operation has ended.
    await expect(page.getByTestId("vf-edits")).toHaveCount(0);
    await isSet(page);
    expect(hand.counted).toEqual({ clicks: 5, keys: 2 });
    await pill(page).getByRole("button", { name: "Undo…" }).click();
    await expect(dialog(page)).toContainText("no MAC address");
    await run(page).click();
    await expect(page.getByTestId("vf-row-7")).not.toContainText("02:00:00:00:00:17");
  });

  test("by keyboard", async ({ page }) => {
    const hand = new Hand(page);
    await find(page, hand, "01:00.0");
    await act(page, hand, "settings of 16");
    await expect(page.getByText("16 of 16 VFs selected")).toBeVisible();
    await hand.press("Home");
    await hand.type("0-7");
    await hand.press("Enter");
    await hand.type("02:00:00:00:00:10");
    await hand.press("Tab");
    await hand.type("100");
    await hand.press("ControlOrMeta+Enter");
    await runByKey(page, hand);
    await isSet(page);
    expect(hand.counted).toEqual({ clicks: 0, keys: 9 });
  });
});

test.describe("who holds what, and which VFs are free", () => {
  test.use({ launch: ["--demo", "vmhost-07"] });
  test.beforeEach(async ({ page }) => {
    await expect(row(page, "41:00.2")).toContainText("guest build-7");
  });

  test("by mouse: the column tells who, a chip the free ones", async ({ page }) => {
    const hand = new Hand(page);
    await expect(tree(page).getByRole("columnheader", { name: /^Used by/ })).toBeVisible();
    await hand.click(page.getByRole("button", { name: /^Free VFs [1-9]/ }));
    await expect(row(page, "41:00.2")).toBeHidden();
    await expect(row(page, "41:00.5")).toContainText("free");
    await expect(tree(page)).not.toContainText("guest ");
    expect(hand.counted).toEqual({ clicks: 1, keys: 0 });
  });

  test("by keyboard", async ({ page }) => {
    const hand = new Hand(page);
    await hand.press("/");
    await hand.type("free vfs");
    await hand.press("Enter");
    await expect(row(page, "41:00.2")).toBeHidden();
    await expect(row(page, "41:00.5")).toContainText("free");
    expect(hand.counted).toEqual({ clicks: 0, keys: 2 });
  });
});

test.describe("two VFs to vfio-pci and back, and so the last change is undone", () => {
  test("by mouse: six clicks, two of them to undo", async ({ page }) => {
    const hand = new Hand(page);
    await hand.click(row(page, "01:00.3"));
    await hand.click(row(page, "01:00.4"), { modifiers: ["ControlOrMeta"] });
    await hand.click(page.getByRole("button", { name: "Bind 2 to vfio-pci…" }));
    await hand.click(run(page));
    await expect(row(page, "01:00.4")).toContainText("vfio-pci");
    await isDone(page);
    expect(hand.counted).toEqual({ clicks: 4, keys: 0 });
    await hand.click(pill(page).getByRole("button", { name: "Undo" }));
    await hand.click(run(page));
    await expect(row(page, "01:00.4")).toContainText("mlx5_core");
    expect(hand.counted).toEqual({ clicks: 6, keys: 0 });
  });

  test("by keyboard: eight keys, two of them to undo", async ({ page }) => {
    const hand = new Hand(page);
    await act(page, hand, "01:00.3");
    await expect(row(page, "01:00.3")).toHaveAttribute("aria-selected", "true");
    await hand.press("Shift+ArrowDown");
    await act(page, hand, "Bind 2 to vfio-pci");
    await runByKey(page, hand);
    await expect(row(page, "01:00.4")).toContainText("vfio-pci");
    await hand.press("ControlOrMeta+z");
    await expect(dialog(page)).toContainText("Undo: ");
    await hand.press("ControlOrMeta+Enter");
    await expect(row(page, "01:00.4")).toContainText("mlx5_core");
    expect(hand.counted).toEqual({ clicks: 0, keys: 8 });
  });
});
