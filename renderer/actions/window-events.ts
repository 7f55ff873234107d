/** What the window around the page asks for: its menu's commands, and machines that it opened. */
import { errorWords } from "../../shared/words/errors.ts";
import { client, loadInfo } from "../stores/connection.ts";
import { useMachine } from "../stores/machine.ts";
import { addNotice } from "../stores/notices.ts";
import { runCommand } from "./commands.ts";

export function listenToWindow(): void {
  client.on("menu.command", ({ command }) => runCommand(command));
  client.on("host.offered", ({ host }) => {
    loadInfo()
      .then(() => useMachine.getState().open(host))
      .catch((error: unknown) => addNotice("danger", errorWords(error)));
  });
}
