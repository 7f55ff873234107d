/** The whole product on a real kernel with real SR-IOV: what the page says is asked of the guest's own sysfs as well. */
import type { Page } from "@playwright/test";
import { expect } from "../fixtures/app.ts";
import { type Guest, test } from "../fixtures/lab.ts";
import { without314 } from "../lab/tests/lspci-versions.ts";
import { labWorld } from "../lab/worlds/catalogue.ts";
import { dialog, pill, planAssign, planGiveBack, planVfs, runPlan, select } from "../pages/plan.ts";
import { saveReport } from "../pages/save-report.ts";
import { row, tab, vfCell } from "../pages/tree.ts";

const PF = "01:00.0";
/** What ssh comes in by. */
const MANAGEMENT_NIC = "00:05.0";
const DEVICES = "/sys/bus/pci/devices";

test.describe.configure({ mode: "serial" });

/** What the window could do differently; the rest comes from the same program, and is seen in the browser. */
const EACH_SHELL = { tag: "@each-shell" } as const;

/** Looks into the guest until it is so: what the page shows may be ahead of what the kernel and its helpers have done. */
async function expectInGuest(guest: Guest, line: string, text: string): Promise<void> {
  await expect.poll(() => guest.run(`${line} || true`), { message: line }).toBe(text);
}

async function expectVfs(guest: Guest, count: number): Promise<void> {
  await expectInGuest(guest, `cat ${DEVICES}/0000:${PF}/sriov_numvfs`, String(count));
  await expectInGuest(guest, `ls ${DEVICES}/0000:${PF} | grep -c virtfn`, String(count));
}

async function expectDriver(guest: Guest, bdf: string, driver: string): Promise<void> {
  await expectInGuest(guest, `basename "$(readlink ${DEVICES}/0000:${bdf}/driver)"`, driver);
}

async function expectThere(guest: Guest, test: "-c" | "-d", path: string, isThere: boolean): Promise<void> {
  await expectInGuest(guest, `test ${test} ${path} && echo yes`, isThere ? "yes" : "");
}

async function vfioNode(guest: Guest, bdf: string): Promise<string> {
  return `/dev/vfio/${await guest.run(`basename $(readlink ${DEVICES}/0000:${bdf}/iommu_group)`)}`;
}

async function setVfs(page: Page, count: number): Promise<void> {
  await planVfs(page, PF, count);
  await runPlan(page);
}

async function assignAndGiveBack(page: Page, guest: Guest): Promise<void> {
  const vfs = ["01:10.0", "01:10.2"];
  await select(page, vfs);
  await row(page, vfs[1] ?? "").click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Bind 2 to vfio-pci/ }).click();
  await runPlan(page);
  for (const vf of vfs) {
    await expect(row(page, vf)).toContainText("vfio-pci");
    await expectDriver(guest, vf, "vfio-pci");
    await expectThere(guest, "-c", await vfioNode(guest, vf), true);
  }
  await expect(row(page, "01:10.4")).toContainText("igbvf");
  await expectDriver(guest, "01:10.4", "igbvf");

  for (const vf of vfs) {
    await planGiveBack(page, vf);
    await runPlan(page);
    await expect(row(page, vf)).toContainText("igbvf");
    await expectDriver(guest, vf, "igbvf");
    await expectThere(guest, "-c", await vfioNode(guest, vf), false);
  }
}

/** Two VFs at once in the table of VFs: one plan, one `ip` command a setting, and back by its undo. */
async function editTwoVfs(page: Page, guest: Guest): Promise<void> {
  const kept = (vf: number) => `ip link show "$(ls ${DEVICES}/0000:${PF}/net)" | grep 'vf ${vf} '`;
  const told = (vf: number, what: string) => `${kept(vf)} | grep -o '${what}'`;
  const before = await guest.run(kept(1));
  await row(page, PF).click();
  await tab(page, "SR-IOV").click();
  const vf = (index: number) => page.getByTestId(`vf-row-${index}`);
  await vf(0).getByRole("checkbox").click();
  await vf(1).getByRole("checkbox").click();
  await vfCell(page, 0, "mac").dblclick();
  await page.keyboard.type("02:00:00:00:00:10");
  await page.keyboard.press("Tab");
  await page.keyboard.type("100");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+Enter");
  await runPlan(page);
  await expect(page.getByTestId("vf-edits")).toHaveCount(0);
  for (const index of [0, 1]) {
    const address = `02:00:00:00:00:1${index}`;
    await expect(vf(index)).toContainText(address);
    await expectInGuest(guest, told(index, `${address}\\|vlan 100`), `${address}\nvlan 100`);
  }
  await pill(page).getByRole("button", { name: "Undo…" }).click();
  await runPlan(page);
  await expectInGuest(guest, kept(1), before);
}

test(
  "7 VFs, then 4 through 0, two of them to vfio-pci and back, and none",
  EACH_SHELL,
  async ({ page, guest, shell }) => {
    await setVfs(page, 7);
    await expect(row(page, PF)).toContainText("7/7");
    await expect(row(page, "01:11.4")).toContainText("VF 6");
    await expectVfs(guest, 7);

    await planVfs(page, PF, 4);
    await expect(dialog(page)).toContainText("7 VFs are removed");
    await runPlan(page);
    await expect(row(page, PF)).toContainText("4/7");
    await expect(row(page, "01:11.0")).toBeHidden();
    await expectVfs(guest, 4);

    // A look at who uses an emulated machine takes seconds, and the window adds nothing to this.
    if (shell === "browser") {
      await editTwoVfs(page, guest);
      await assignAndGiveBack(page, guest);
    }

    await setVfs(page, 0);
    await expect(row(page, "01:10.0")).toBeHidden();
    await expectVfs(guest, 0);
  },
);

test("the NIC that carries the connection is taken by no plan, unless its address is typed", async ({
  page,
  guest,
}) => {
  await planAssign(page, MANAGEMENT_NIC);
  const impact = dialog(page).getByRole("region", { name: "Affected by this plan" });
  await expect(impact).toContainText("ssh session you are connected through");
  await expect(dialog(page).getByRole("textbox", { name: `Type 0000:${MANAGEMENT_NIC}` })).toBeVisible();
  await expect(dialog(page).getByRole("button", { name: "Run plan" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expectDriver(guest, MANAGEMENT_NIC, "e1000e");
});

test("a card that is put in appears, and goes when it is taken out", async ({ page, guest }) => {
  const slot = labWorld("nic-nvme").offers.find((offer) => offer.slot)?.slot;
  if (!slot) throw new Error("this world has no slot");
  const folder = `${DEVICES}/${slot.bdf}`;
  await expect(row(page, PF)).toBeVisible();
  await expect(row(page, slot.bdf)).toBeHidden();

  await guest.qmp.plug(slot.device);
  await expect(row(page, slot.bdf)).toContainText("82576");
  await expectThere(guest, "-d", folder, true);

  await guest.qmp.unplug(slot.device.id);
  await expect(row(page, slot.bdf)).toContainText("gone");
  await expectThere(guest, "-d", folder, false);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(row(page, slot.bdf)).toBeHidden();
});

test("the exported lspci text is that of the guest's own lspci", async ({ app, page, guest, home }) => {
  const { text: report } = await saveReport(app, page, home, /lspci/);

  // lspci wakes what sleeps, and a report does not.
  const asleep = await guest.run(`grep -l D3cold ${DEVICES}/*/power_state || true`);
  const names = (await guest.run(`ls ${DEVICES}`)).split("\n").filter((bdf) => !asleep.includes(bdf));
  expect(names.length).toBeGreaterThan(10);
  const each = `for bdf in ${names.join(" ")}; do lspci -vvv -i /opt/inspector/assets/pci.ids -s $bdf; done`;
  const texts = (await guest.run(each)).split("\n\n");
  expect(texts.map((text) => text.split(" ", 1)[0])).toEqual(names.map((bdf) => bdf.replace("0000:", "")));
  for (const text of texts) expect(without314(report)).toContain(text);
});
