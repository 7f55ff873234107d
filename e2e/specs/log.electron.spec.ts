/** The window's log: how it is opened, and what is in it when something went wrong that nobody caught. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app.ts";
import { tree } from "../pages/tree.ts";

test("About opens the log in whatever shows such files, and nothing that the page names", async ({
  app,
  page,
  home,
}) => {
  const path = join(home, "state/sriov-inspector/inspector.log");
  await expect(tree(page)).toBeVisible();
  await app.electron?.evaluate(({ shell }) => {
    shell.openPath = async (opened) => {
      Object.assign(globalThis, { opened });
      return "";
    };
  });
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("menuitem", { name: "About SR-IOV Inspector" }).click();
  const about = page.getByRole("dialog", { name: "SR-IOV Inspector" });
  await expect(about).toContainText(/Electron\d+\.\d+/);
  await expect(about).toContainText(path);
  await about.getByRole("button", { name: "Open log" }).click();
  await expect.poll(() => app.electron?.evaluate(() => Reflect.get(globalThis, "opened"))).toBe(path);
  expect(readFileSync(path, "utf8")).toMatch(/ info program: SR-IOV Inspector .* electron \d+\./);
});

test("what nobody caught is in the log and in a box, and the window goes on, also when its page is loaded again", async ({
  app,
  page,
  home,
}) => {
  await expect(tree(page)).toBeVisible();
  await app.electron?.evaluate(({ dialog }) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    dialog.showMessageBox = (async (options: { message: string }) => {
      said.push(options.message);
      // Nobody reads it.
      return await new Promise(() => undefined);
    }) as never;
    setTimeout(() => {
      throw new Error("thrown by a timer");
    }, 0);
    void Promise.reject(new Error("rejected"));
  });
  const log = () => readFileSync(join(home, "state/sriov-inspector/inspector.log"), "utf8");
  await expect.poll(log).toMatch(/ error program: Something went wrong inside, .*Error: thrown by a timer/);
  await expect.poll(log).toMatch(/ error program: Something went wrong inside, .*Error: rejected/);
  const said = await app.electron?.evaluate(() => Reflect.get(globalThis, "said") as string[]);
  expect(said).toEqual([
    expect.stringMatching(/^Something went wrong inside SR-IOV Inspector: .*Details are in .*inspector\.log\.$/),
  ]);
  await page.evaluate(() => {
    document.title = "before";
    setTimeout(() => {
      throw new Error("thrown in the page");
    }, 0);
  });
  await expect.poll(log).toMatch(/ error page: An error in the page: .*thrown in the page/);
  await page.evaluate(() => window.location.reload());
  await expect(page).not.toHaveTitle("before");
  await expect(tree(page)).toBeVisible();
});
