/** How a machine is read (`HostIdentity.connection`: `demo`, `file lspci.txt`, `ssh lab1`), for people. */
import type { Words } from "../words/message.ts";
import { CONNECTION_WORDS } from "../words/texts/connection.ts";
import { THIS_MACHINE } from "./file-name.ts";

const WITHOUT_NAME: ReadonlyMap<string, Words> = new Map([
  [THIS_MACHINE, CONNECTION_WORDS.thisMachine],
  ["demo", CONNECTION_WORDS.demo],
  ["file", CONNECTION_WORDS.file],
]);

/** @returns what is no form of ours as it is: an address for ssh is the same in every language */
export function connectionWords(connection: string): Words {
  const file = /^file (.+)$/s.exec(connection)?.[1];
  if (file !== undefined) return CONNECTION_WORDS.fileNamed({ name: file });
  const path = /^sysfs tree (.+)$/s.exec(connection)?.[1];
  if (path !== undefined) return CONNECTION_WORDS.tree({ path });
  return WITHOUT_NAME.get(connection) ?? connection;
}
