/** How a machine is read (`HostIdentity.connection`: `demo`, `file lspci.txt`, `ssh lab1`), for people. */
import type { Words } from "../words/message.ts";
import { CONNECTION_WORDS as T } from "../words/texts/connection.ts";

const WITHOUT_NAME: ReadonlyMap<string, Words> = new Map([
  ["this machine", T.thisMachine],
  ["demo", T.demo],
  ["file", T.file],
]);

/** @returns what is no form of ours as it is: an address for ssh is the same in every language */
export function connectionWords(connection: string): Words {
  const file = /^file (.+)$/s.exec(connection)?.[1];
  if (file !== undefined) return T.fileNamed({ name: file });
  const path = /^sysfs tree (.+)$/s.exec(connection)?.[1];
  if (path !== undefined) return T.tree({ path });
  return WITHOUT_NAME.get(connection) ?? connection;
}
