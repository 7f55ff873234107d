// The page comes first: the stores look for the program as they are loaded.
import "../../testing/window.ts";
import { expect, test } from "vitest";
import { showDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { screen, show } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { ConnectDialog } from "./ConnectDialog.tsx";

test("what runs there can be read in between: the machine that was typed is still there, and so is the keyboard", async () => {
  bridge.answer("helper.text", () => ({ text: "#!/bin/sh\n" }));
  showDialog("connect");
  const { user } = show(<ConnectDialog />);
  await expect.poll(() => document.activeElement).toBe(screen.getByRole("textbox", { name: "Machine" }));
  await user.keyboard("root@lab1");
  const ask = screen.getByRole("button", { name: "What runs remotely?" });
  await user.click(ask);
  // The script comes after its dialog.
  await expect.poll(() => document.activeElement?.textContent).toBe("Copy script");
  await user.keyboard("{Escape}");
  await expect.poll(() => document.activeElement).toBe(ask);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Machine" }).value).toBe("root@lab1");
  await user.keyboard("{Escape}");
  expect(screen.getByRole("button", { name: "Keep editing" })).toBeTruthy();
  expect(useAppDialog.getState().open).toBe("connect");
});
