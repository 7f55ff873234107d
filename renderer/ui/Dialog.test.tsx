/** The keyboard in a dialog. */
import "../testing/window.ts";
import { type ComponentProps, useState } from "react";
import { expect, test, vi } from "vitest";
import { screen, show } from "../testing/page.tsx";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { RadioList } from "./RadioList.tsx";

function Form({
  onGo,
  children,
  ...rest
}: { readonly onGo: (text: string) => void } & Partial<ComponentProps<typeof Dialog>>) {
  const [text, setText] = useState("");
  return (
    <Dialog
      open
      onClose={() => undefined}
      title="VFs"
      footer={
        <>
          <Button>Cancel</Button>
          <Button tone="primary" onClick={() => onGo(text)}>
            Go
          </Button>
        </>
      }
      {...rest}
    >
      {children ?? (
        <>
          <input aria-label="Number" value={text} onChange={(event) => setText(event.target.value)} />
          <textarea aria-label="Words" />
        </>
      )}
    </Dialog>
  );
}

const pressed = (onGo: ReturnType<typeof vi.fn>) => expect.poll(() => onGo.mock.calls);

test("the first field has the keyboard, and Enter in it goes on with what was typed", async () => {
  const onGo = vi.fn();
  const { user } = show(<Form onGo={onGo} />);
  await expect.poll(() => document.activeElement).toBe(screen.getByLabelText("Number"));
  await user.keyboard("8{Enter}");
  await pressed(onGo).toEqual([["8"]]);
});

test("Enter is a new line in a text, and Ctrl+Enter goes on from anywhere", async () => {
  const onGo = vi.fn();
  const { user } = show(<Form onGo={onGo} />);
  const words = screen.getByLabelText<HTMLTextAreaElement>("Words");
  await user.type(words, "a{Enter}b");
  expect(words.value).toBe("a\nb");
  expect(onGo).not.toHaveBeenCalled();
  await user.type(words, "{Control>}{Enter}{/Control}");
  await pressed(onGo).toHaveLength(1);
});

test("a key that is held down since before presses nothing", async () => {
  const onGo = vi.fn();
  const { user } = show(<Form onGo={onGo} />);
  await expect.poll(() => document.activeElement).toBe(screen.getByLabelText("Number"));
  const held = new KeyboardEvent("keydown", {
    key: "Enter",
    ctrlKey: true,
    repeat: true,
    bubbles: true,
    cancelable: true,
  });
  screen.getByRole("button", { name: "Go" }).dispatchEvent(held);
  expect(held.defaultPrevented).toBe(true);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await pressed(onGo).toHaveLength(1);
});

test("Ctrl+Enter goes on from a radio button too, which takes Enter for itself", async () => {
  const onGo = vi.fn();
  const { user } = show(
    <Form onGo={onGo}>
      <RadioList label="Way" value="a" onChange={() => undefined} options={[{ id: "a", label: "A" }]} />
    </Form>,
  );
  await expect.poll(() => document.activeElement).toBe(screen.getByRole("radio"));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await pressed(onGo).toHaveLength(1);
});

test("where the main button runs something Enter alone does not press it", async () => {
  const onGo = vi.fn();
  const { user } = show(<Form onGo={onGo} entersGoOn={false} />);
  await user.type(screen.getByLabelText("Number"), "8{Enter}");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await pressed(onGo).toEqual([["8"]]);
});

test("Ctrl+Enter goes to what the main button lacks", async () => {
  const onGo = vi.fn();
  const { user } = show(
    <Form
      onGo={onGo}
      footer={
        <>
          <input aria-label="Address" />
          <Button tone="danger" aria-disabled>
            Run
          </Button>
        </>
      }
    />,
  );
  await user.type(screen.getByLabelText("Number"), "{Control>}{Enter}{/Control}");
  await expect.poll(() => document.activeElement).toBe(screen.getByLabelText("Address"));
});

test("Escape closes, and asks first where something was typed", async () => {
  const onClose = vi.fn();
  const { user } = show(<Form onGo={() => undefined} keepsTyped onClose={onClose} />);
  await user.type(screen.getByLabelText("Number"), "8{Escape}");
  expect(onClose).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Keep editing" }));
  expect(screen.getByLabelText<HTMLInputElement>("Number").value).toBe("8");
  await user.keyboard("{Escape}");
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(onClose).toHaveBeenCalledTimes(1);
});

test("Escape closes at once where nothing was typed; the button that closes is the last that Tab comes to", async () => {
  const onClose = vi.fn();
  const { user } = show(<Form onGo={() => undefined} keepsTyped onClose={onClose} />);
  await expect.poll(() => document.activeElement).toBe(screen.getByLabelText("Number"));
  screen.getByRole("button", { name: "Go" }).focus();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Close" }));
  await user.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledTimes(1);
});

test("what comes later than the dialog has the keyboard, and what takes the place of what had it", async () => {
  const title = "Log";
  const { again, user } = show(
    <Dialog open onClose={() => undefined} title={title}>
      Nothing yet.
    </Dialog>,
  );
  await expect.poll(() => document.activeElement).toBe(screen.getByRole("dialog"));
  const withButton = (name: string) => (
    <Dialog open onClose={() => undefined} title={title}>
      <Button key={name} data-autofocus="">
        {name}
      </Button>
      <input aria-label="Filter" />
    </Dialog>
  );
  again(withButton("Copy"));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Copy" }));
  again(withButton("Undo"));
  await expect.poll(() => document.activeElement).toBe(screen.getByRole("button", { name: "Undo" }));
  // A person is elsewhere by now.
  await user.click(screen.getByLabelText("Filter"));
  again(withButton("Copy"));
  expect(document.activeElement).toBe(screen.getByLabelText("Filter"));
});

test("a double click on what opens a dialog neither closes it nor presses what has come to be there", async () => {
  const onClose = vi.fn();
  const onGo = vi.fn();
  function Page() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <button type="button" onMouseUp={() => setOpen(true)}>
          Open
        </button>
        <Form onGo={onGo} open={open} onClose={onClose} />
      </>
    );
  }
  const { user } = show(<Page />);
  await user.click(screen.getByRole("button", { name: "Open" }));
  await expect.poll(() => screen.queryByRole("button", { name: "Go" })).not.toBeNull();
  const go = screen.getByRole("button", { name: "Go" });
  const second = (target: Element) => {
    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
      target.dispatchEvent(new MouseEvent(type, { detail: 2, bubbles: true, cancelable: true }));
  };
  second(document.querySelector("[data-base-ui-inert]") ?? document.body);
  second(go);
  expect([onClose, onGo].map(({ mock }) => mock.calls)).toEqual([[], []]);
  await user.click(go);
  expect(onGo).toHaveBeenCalledTimes(1);
});
