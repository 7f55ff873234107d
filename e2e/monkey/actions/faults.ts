/** What goes wrong around a page: its connection, its program, the disk, a program that does not answer. */
import { expect } from "@playwright/test";
import { type Action, focusOn } from "../action.ts";

export const FAULT_ACTIONS: readonly Action[] = [
  {
    name: "fault: the connection is cut",
    weight: 1,
    on: ["page", "dialog"],
    run: async ({ world, tab }) => {
      await world.cut(tab);
      return true;
    },
  },
  {
    name: "fault: the program is killed and started again",
    weight: 1,
    on: ["page"],
    mayLoseFocus: true,
    run: async ({ world }) => {
      await world.restart();
      return true;
    },
  },
  {
    name: "fault: the disk fills up, or has room again",
    weight: 1,
    on: ["page", "dialog"],
    run: async ({ world }) => {
      if (world.canBeFull) world.setFull(!world.isFull);
      return world.canBeFull;
    },
  },
  {
    name: "fault: the program does not answer for a moment",
    weight: 1,
    on: ["page"],
    run: async ({ world, page, random }) => {
      process.kill(world.pid, "SIGSTOP");
      try {
        await focusOn(page.getByRole("treegrid"));
        for (let key = 0; key < 3; key++) await page.keyboard.press(random.once(2) ? "ArrowDown" : "Enter");
      } finally {
        process.kill(world.pid, "SIGCONT");
      }
      await expect(page.getByRole("button", { name: /^Machine: / })).toBeVisible();
      return true;
    },
  },
];
