/** The window's menu. What the page does itself arrives there as a command; what only a window can do happens here. */
import { Menu, type MenuItemConstructorOptions } from "electron";
import type { MenuCommandName } from "../../shared/contract/contract.ts";

export interface MenuActions {
  command(name: MenuCommandName): void;
  openFile(): void;
  /** Are there any in this window? */
  readonly developerTools: boolean;
}

export function buildMenu(actions: MenuActions): Menu {
  /** The page listens to the keys itself; here they are only shown. */
  const shown = (label: string, accelerator: string, name: MenuCommandName): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => actions.command(name),
  });
  return Menu.buildFromTemplate([
    {
      label: "&File",
      submenu: [
        { label: "&Open dump or report…", accelerator: "CmdOrCtrl+O", click: () => actions.openFile() },
        shown("&Export report…", "CmdOrCtrl+E", "export"),
        { type: "separator" },
        { role: "quit" },
      ],
    },
    { role: "editMenu" },
    {
      label: "&View",
      submenu: [
        shown("&Command palette…", "CmdOrCtrl+K", "palette"),
        shown("&Search", "/", "search"),
        shown("&Look again now", "F5", "refresh"),
        shown("Light or &dark", "CmdOrCtrl+Shift+L", "theme"),
        { type: "separator" },
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { role: "togglefullscreen" },
        ...(actions.developerTools ? [{ role: "toggleDevTools" } as const] : []),
      ],
    },
    {
      label: "&Help",
      submenu: [
        shown("&Keyboard shortcuts", "?", "shortcuts"),
        { label: "&About SR-IOV Inspector", click: () => actions.command("about") },
      ],
    },
  ]);
}
