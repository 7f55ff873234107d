import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { screen, show } from "../testing/page.tsx";
import { Boundary, DialogBoundary, WindowBoundary } from "./Boundary.tsx";
import { Dialog } from "./Dialog.tsx";

/** Whether the part of the page fails now. */
let isBroken = true;
function Part({ words = "All is well." }: { readonly words?: string }) {
  if (isBroken) throw new Error("it has no shape");
  return <p>{words}</p>;
}

beforeEach(() => {
  isBroken = true;
  // React says there what was caught.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => void vi.restoreAllMocks());

const button = (name: string) => screen.getByRole("button", { name });

describe.each(["pane", "tab", "bar"] as const)("a %s that fails", (kind) => {
  it("says so in its place, and what stands beside it stays", () => {
    const { text } = show(
      <>
        <Boundary kind={kind}>
          <Part />
        </Boundary>
        <p>Beside it.</p>
      </>,
    );
    expect(screen.getByRole("alert").textContent).toContain(`This ${kind} failed. Everything else still works.`);
    expect(text()).toContain("it has no shape");
    expect(text()).toContain("Beside it.");
  });

  it("is drawn once more on request, or when it is of something else", async () => {
    const shown = (of: string) => (
      <Boundary kind={kind} of={of}>
        <Part />
      </Boundary>
    );
    const { user, text, again } = show(shown("one"));
    await user.click(button(`Reload ${kind}`));
    expect(screen.getByRole("alert")).toBeDefined();
    isBroken = false;
    again(shown("one"));
    expect(screen.getByRole("alert")).toBeDefined();
    again(shown("other"));
    expect(text()).toBe("All is well.");
    isBroken = true;
    again(shown("third"));
    isBroken = false;
    await user.click(button(`Reload ${kind}`));
    expect(text()).toBe("All is well.");
  });

  it("gives away its stack and its components", async () => {
    const { user } = show(
      <Boundary kind={kind}>
        <Part />
      </Boundary>,
    );
    await user.click(button("Copy details"));
    const copied = await navigator.clipboard.readText();
    expect(copied).toMatch(
      new RegExp(`^SR-IOV Inspector: this ${kind} failed\\.\\nError: it has no shape\\n +at Part`),
    );
    expect(copied).toMatch(/In the components:\s+at Part/);
  });

  it("has the keyboard where that has lost its place, and takes it from nobody", () => {
    const parts = (isThere: boolean) => (
      <>
        <input aria-label="Search" />
        {isThere ? (
          <Boundary kind={kind}>
            <Part />
          </Boundary>
        ) : null}
      </>
    );
    const { again } = show(parts(false));
    screen.getByRole("textbox").focus();
    again(parts(true));
    expect(document.activeElement).toBe(screen.getByRole("textbox"));
    show(parts(true));
    expect(document.activeElement).toBe(screen.getByRole("alert"));
  });
});

it("a pane that fails keeps the id by which the keyboard is sent to it", () => {
  show(
    <Boundary kind="pane" id="function-table">
      <Part />
    </Boundary>,
  );
  expect(document.getElementById("function-table")).toBe(screen.getByRole("alert"));
});

describe("a dialog that fails", () => {
  const onClose = vi.fn();
  const shown = (asked: string | null) => (
    <DialogBoundary asked={asked} onClose={onClose}>
      {asked === null ? null : (
        <Dialog open title="Numbers" onClose={onClose}>
          <Part />
        </Dialog>
      )}
    </DialogBoundary>
  );

  it("is a dialog that can be closed, and is tried once more when it is asked for again", async () => {
    const { user, again } = show(shown("one"));
    expect(
      screen.getByRole("dialog", { name: "This dialog failed. Everything else still works." }).textContent,
    ).toContain("it has no shape");
    await user.click(button("Close"));
    expect(onClose).toHaveBeenCalledOnce();
    again(shown(null));
    await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
    again(shown("one"));
    await expect.poll(() => screen.queryByRole("dialog", { name: /^This dialog failed/ })).not.toBeNull();
    await user.click(button("Close"));
    again(shown(null));
    isBroken = false;
    again(shown("one"));
    await expect.poll(() => screen.queryByRole("dialog", { name: "Numbers" })).not.toBeNull();
  });

  it("may be tried once more while it is open", async () => {
    const { user } = show(shown("one"));
    isBroken = false;
    await user.click(button("Reload dialog"));
    expect(screen.getByRole("dialog", { name: "Numbers" }).textContent).toContain("All is well.");
  });
});

it("where nothing is left to work, the window is loaded again", async () => {
  const reload = vi.spyOn(window.location, "reload").mockImplementation(() => undefined);
  const { user } = show(
    <WindowBoundary>
      <Part />
    </WindowBoundary>,
  );
  expect(screen.getByRole("alert").textContent).toContain(
    "The window failed.it has no shape Running operations are not affected",
  );
  expect(document.activeElement).toBe(screen.getByRole("alert"));
  await user.click(button("Reload window"));
  expect(reload).toHaveBeenCalledOnce();
});
