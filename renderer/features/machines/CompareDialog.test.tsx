// The page comes first: the stores look for the program as they are loaded.
import "../../testing/window.ts";
import { beforeEach, expect, test } from "vitest";
import { showDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { loadInfo } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { sameComparison } from "../../testing/comparisons.ts";
import { screen, show } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { CompareDialog } from "./CompareDialog.tsx";

const SAME = sameComparison({ compared: 9, bytesOnce: 3, onlyKnown: [0, 4] });

beforeEach(async () => {
  await loadInfo();
  // Another machine on screen: nothing is chosen any more.
  await useMachine.getState().open("local");
  await useMachine.getState().open("demo:lab");
  showDialog("compare");
});

async function choose(name: string) {
  const { user } = show(<CompareDialog />);
  await user.click(screen.getByRole("button", { name: "Choose a machine" }));
  const entry = { name: new RegExp(`^${name}`) };
  await expect.poll(() => screen.queryByRole("menuitemcheckbox", entry)).not.toBeNull();
  await user.click(screen.getByRole("menuitemcheckbox", entry));
  return user;
}

test("nothing is compared before another machine was chosen, and never one with itself", async () => {
  const { user } = show(<CompareDialog />);
  expect(screen.getByText("Compare with another machine")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Choose a machine" }));
  await expect.poll(() => screen.queryAllByRole("menuitemcheckbox").length).toBeGreaterThan(0);
  const offered = screen.getAllByRole("menuitemcheckbox").map(({ textContent }) => textContent);
  expect(offered.some((text) => text?.startsWith("other"))).toBe(true);
  expect(offered.some((text) => text?.startsWith("lab"))).toBe(false);
  expect(bridge.calls.filter(({ method }) => method === "machine.compare")).toEqual([]);
});

test("that nothing differs is said with what was not compared", async () => {
  bridge.answer("machine.compare", () => SAME);
  await choose("other");
  await expect.poll(() => screen.queryByText("No differences in what is known of both.")).not.toBeNull();
  const told = screen.getByTestId("comparison-summary").textContent;
  expect(told).toContain("3 functions have bytes on one side only: their registers were not compared.");
  expect(told).toContain("4 facts or fields are known only in other.");
});

test("why two could not be compared is told, and what was under way ends with the dialog", async () => {
  bridge.answer("machine.compare", () => {
    throw new Error("This file is not open any more: open it again.");
  });
  const user = await choose("other");
  await expect.poll(() => screen.queryByText("This file is not open any more: open it again.")).not.toBeNull();
  bridge.answer("compare.cancel", () => ({}));
  bridge.answer("machine.compare", () => new Promise(() => undefined));
  await user.click(screen.getByRole("button", { name: "Compare again" }));
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(bridge.calls.at(-1)).toEqual({ method: "compare.cancel", input: {} });
  expect(useAppDialog.getState().open).toBeNull();
});
