/** `npm run dev`: what is edited is seen, and the page stays where it was. */
import { expect, test } from "../fixtures/app.ts";
import { startDevCopy } from "../fixtures/dev-copy.ts";
import { row, search, tab, tree } from "../pages/tree.ts";

const PROGRAM = "electron/services/program/program.ts";
const FUNCTION = "export async function openProgram";

test("edits of the interface and of the program are seen, and the page stays where it was", async ({
  home,
  sharedBrowser,
}) => {
  const dev = await startDevCopy(["--demo", "vmhost-07"], home);
  const context = await sharedBrowser?.newContext();
  const page = await context?.newPage();
  if (!context || !page) throw new Error("no browser");
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  try {
    // Nobody who has not proved himself starts a program here.
    expect((await fetch(new URL("/__open-in-editor?file=package.json", dev.server.link))).status).toBe(404);
    await page.goto(dev.server.link);
    await expect(tree(page)).toBeVisible();
    await search(page, "nvme");
    await row(page, "28:00.0").click();
    await expect(tab(page, "Link & errors")).toBeVisible();
    const staysWhereItWas = async () => {
      await expect(page.getByRole("searchbox", { name: "Search functions" })).toHaveValue("nvme");
      await expect(row(page, "28:00.0")).toHaveAttribute("aria-selected", "true");
      await expect(row(page, "41:00.0")).toBeHidden();
    };
    const isTheSamePage = () => page.evaluate(() => "isTheSame" in window);
    await page.evaluate(() => Object.assign(window, { isTheSame: true }));

    // The link for another tab, without a build of what is being edited.
    expect(await dev.printed("--link")).toContain(dev.server.nextLink());

    // A component changes in place.
    dev.edit("renderer/features/shell/live.ts", "word: LIVE_WORDS.live,", 'word: "Running",');
    await expect(page.getByText("Running", { exact: true })).toBeVisible();
    expect(await isTheSamePage()).toBe(true);
    await staysWhereItWas();

    // The program starts again below the page.
    dev.edit("electron/host/simulated/machines/vmhost-07.ts", 'name: "vmhost-07"', 'name: "edited-07"');
    await expect(page).toHaveTitle(/edited-07/);
    expect(await isTheSamePage()).toBe(true);
    await staysWhereItWas();

    // What does not run leaves the program as it was.
    dev.edit(PROGRAM, FUNCTION, "export async function openProgrm");
    await expect.poll(dev.server.output).toContain("it goes on as it was");
    dev.edit(PROGRAM, "export async function openProgrm", FUNCTION);

    // A store cannot change in place: the page is loaded again.
    dev.edit("renderer/stores/view.ts", "sriov: VIEW_WORDS.sriov", 'sriov: "Virtual functions"');
    await expect.poll(() => isTheSamePage().catch(() => true)).toBe(false);
    await staysWhereItWas();
    expect(errors.filter((text) => !text.includes("WebSocket"))).toEqual([]);
  } finally {
    await context.close();
    await dev.close();
  }
});
