/** The ordinary user of the disposable machine. */
import { chownSync, mkdirSync } from "node:fs";
import { must, PASSWORD, USER } from "./program.ts";

/** What systemd makes for a user that has logged in. */
export const RUNTIME = `/run/user/${USER.uid}`;

export async function makeUser(): Promise<void> {
  const { name, uid } = USER;
  await must(["useradd", "--create-home", "--uid", `${uid}`, "--user-group", "--shell", "/bin/bash", name]);
  await must(["chpasswd"], { input: `${name}:${PASSWORD}\n` });
  mkdirSync(RUNTIME, { recursive: true, mode: 0o755 });
  chownSync(RUNTIME, USER.uid, USER.gid);
}
