// The page comes first: the stores look for the program as they are loaded.
import "../../testing/window.ts";
import { act } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { hideDialog, showDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { useMachine } from "../../stores/machine.ts";
import { screen, show } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { DropTarget } from "./DropTarget.tsx";
import { PasteDialog } from "./PasteDialog.tsx";

const DUMP = "01:00.0 0200: fade:0001";
const field = () => screen.getByRole("textbox", { name: "Dump text" });
const openButton = () => screen.getByRole("button", { name: "Open" });

beforeEach(() => showDialog("paste"));

test("nothing is opened before there is a text", async () => {
  const { user } = show(<PasteDialog />);
  expect(openButton().hasAttribute("disabled")).toBe(true);
  await user.type(field(), DUMP);
  expect(openButton().hasAttribute("disabled")).toBe(false);
});

test("what is wrong with a text is told, until it is changed", async () => {
  bridge.answer("host.openText", () => {
    throw new Error("Line 1 is no line of a dump.");
  });
  const { user } = show(<PasteDialog />);
  await user.type(field(), DUMP);
  await user.click(openButton());
  const told = () => screen.queryByText("Line 1 is no line of a dump.");
  await expect.poll(told).not.toBeNull();
  expect(useAppDialog.getState().open).toBe("paste");
  await user.type(field(), " ");
  expect(told()).toBeNull();
});

/** Pastes where nothing is typed. */
function pasteAnywhere(text: string): boolean {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "clipboardData", { value: { getData: () => text } });
  return !document.body.dispatchEvent(event);
}

test("what is pasted anywhere and refused stands in the dialog, with the reason", async () => {
  hideDialog();
  bridge.answer("host.openText", () => {
    throw new Error("There is no PCI function in it.");
  });
  const { user } = show(
    <>
      <DropTarget />
      <PasteDialog />
    </>,
  );
  expect(pasteAnywhere("a word")).toBe(false);
  expect(pasteAnywhere("Dear all,\nplease find attached")).toBe(true);
  await expect.poll(() => useAppDialog.getState().open).toBe("paste");
  await expect.poll(() => screen.queryByText("There is no PCI function in it.")).not.toBeNull();
  expect((field() as HTMLTextAreaElement).value).toBe("Dear all,\nplease find attached");
  expect(screen.getByText("lspci -nnvvvxxxx")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  act(() => showDialog("paste"));
  expect((field() as HTMLTextAreaElement).value).toBe("");
});

test("Ctrl+Enter opens it as a machine, and the dialog goes", async () => {
  bridge.answer("host.openText", () => ({ host: "demo:other", others: [] }));
  const { user } = show(<PasteDialog />);
  await user.type(field(), `${DUMP}{Control>}{Enter}{/Control}`);
  await expect.poll(() => useMachine.getState().host).toBe("demo:other");
  expect(bridge.calls).toContainEqual({ method: "host.openText", input: { name: "pasted text", text: DUMP } });
  await expect.poll(() => useAppDialog.getState().open).toBeNull();
});
