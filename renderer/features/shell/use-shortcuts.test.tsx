/** Keys that work everywhere, while something is open and while it goes away. */
import "../../testing/window.ts";
import { beforeEach, expect, test } from "vitest";
import { useAppDialog } from "../../stores/app-dialog.ts";
import { show } from "../../testing/page.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

function PageWithMenu({ menu }: { readonly menu: object }) {
  useShortcuts();
  return <div role="menu" {...menu} />;
}

beforeEach(() => useAppDialog.setState({ open: null }));

test("an open menu has the keyboard for itself", async () => {
  const { user } = show(<PageWithMenu menu={{ "data-open": "" }} />);
  await user.keyboard("{Control>}k{/Control}");
  expect(useAppDialog.getState().open).toBeNull();
});

test("a menu that is closed and still fades away takes no key", async () => {
  const { user } = show(<PageWithMenu menu={{ "data-closed": "" }} />);
  await user.keyboard("{Control>}k{/Control}");
  expect(useAppDialog.getState().open).toBe("palette");
});
