/** Opening a dump or a report of the person's own: its text goes to the program, which shows it as a machine. */
import { client, loadInfo } from "./connection.ts";
import { sentence } from "./errors.ts";
import { useMachine } from "./machine.ts";
import { addNotice } from "./notices.ts";

/** As the contract has it for `host.openText`. */
const MAX_CHARACTERS = 64 * 1024 * 1024;

/** Opens the file as a machine; what is wrong with it becomes a notice. */
export async function openFile(file: File): Promise<void> {
  try {
    if (file.size > MAX_CHARACTERS) throw new Error("it is larger than 64 MiB");
    const { host } = await client.call("host.openText", { name: file.name.slice(0, 255), text: await file.text() });
    await loadInfo();
    await useMachine.getState().open(host);
  } catch (error) {
    addNotice("danger", `${file.name} could not be opened: ${sentence(error)}`);
  }
}

/** Asks for a file and opens it. Only in answer to a key or a click: browsers allow it then alone. */
export function chooseFile(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.setAttribute("aria-label", "Dump or report");
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void openFile(file);
  });
  input.click();
}
