/** What the window around the page asks for: its menu's commands, and machines that it opened. */
import { errorText } from "../../shared/error-text.ts";
import { runCommand } from "./commands.ts";
import { client, loadInfo } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { addNotice } from "./notices.ts";

export function listenToWindow(): void {
  client.on("menu.command", ({ command }) => runCommand(command));
  client.on("host.offered", ({ host }) => {
    loadInfo()
      .then(() => useMachine.getState().open(host))
      .catch((error: unknown) => addNotice("danger", errorText(error)));
  });
}
