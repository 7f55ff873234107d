// The page comes first: the stores look for the program as they are loaded.
import "../../testing/window.ts";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { FieldAnswerData } from "../../../shared/contract/fields.ts";
import { showDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { loadInfo } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { useView } from "../../stores/view.ts";
import { screen, show } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { Palette } from "./Palette.tsx";

const NOTHING: FieldAnswerData = {
  state: "done",
  groups: [],
  found: { groups: 0, hits: 0 },
  searched: 0,
  left: { asleep: 0, gone: 0, unreadable: 0, cut: 0 },
};

beforeAll(async () => {
  bridge.answer("fields.search", () => NOTHING);
  await loadInfo();
  await useMachine.getState().open("demo:lab");
});
beforeEach(() => useView.setState({ activityOpen: false, focused: null }));

const field = () => screen.getByRole("combobox", { name: "Search actions, functions and fields" });
const option = (name: RegExp) => screen.getByRole("option", { name });

function opened() {
  showDialog("palette");
  return show(<Palette />);
}

test("an action is found by what it is called, and Enter does it", async () => {
  const { user } = opened();
  await user.type(field(), "activity");
  expect(option(/^Show activity/)).toBeTruthy();
  await user.keyboard("{Enter}");
  await expect.poll(() => useView.getState().activityOpen).toBe(true);
  expect(useAppDialog.getState().open).toBeNull();
});

test("a function is found by a piece of its address, and a click shows it", async () => {
  const { user } = opened();
  await user.type(field(), "02:00.0");
  await user.click(option(/02:00\.0/));
  await expect.poll(() => useView.getState().focused).toBe("0000:02:00.0");
});

test("Escape closes it, and nothing is done", async () => {
  const { user } = opened();
  await user.type(field(), "activity");
  await user.keyboard("{Escape}");
  await expect.poll(() => useAppDialog.getState().open).toBeNull();
  expect(useView.getState().activityOpen).toBe(false);
});

test("where fields could not be searched, it does not say that there is none", async () => {
  bridge.answer("fields.search", () => {
    throw new Error("The functions of lab were not read to their end.");
  });
  const { user } = opened();
  await user.type(field(), "qqqq");
  const reason = /Fields could not be searched: The functions of lab were not read to their end\./;
  await expect.poll(() => screen.queryByText(reason)).not.toBeNull();
  expect(screen.queryByText(/no field of this machine/)).toBeNull();
});
