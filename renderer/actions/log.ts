/** The program's log: a window has it opened in whatever shows such files; a browser cannot, and the page shows its end. */
import { errorWords } from "../../shared/words/errors.ts";
import { showDialog } from "../stores/app-dialog.ts";
import { client, useConnection } from "../stores/connection.ts";
import { addNotice } from "../stores/notices.ts";

export async function openLog(): Promise<void> {
  if (useConnection.getState().info?.shell === "electron") {
    try {
      await client.call("log.open", {});
      return;
    } catch (error) {
      addNotice("danger", errorWords(error));
    }
  }
  showDialog("log");
}
