/** Who may log in to a lab machine, and what sudo makes of them. All of them by the same key. */
import type { GuestEntry } from "./cpio.ts";

export const ROOT_USER = "root";
/** May become root by `sudo -n`. */
export const SUDO_USER = "lab-admin";
/** Its sudo asks for a password, and it has none. */
export const PLAIN_USER = "lab-reader";

const PEOPLE: readonly (readonly [name: string, id: number])[] = [
  [SUDO_USER, 1000],
  [PLAIN_USER, 1001],
];

function lines(of: (name: string, id: number) => string): string {
  return PEOPLE.map(([name, id]) => `${of(name, id)}\n`).join("");
}

/** The lists of users, and what Debian's sudo needs besides. */
export const USER_ENTRIES: readonly GuestEntry[] = [
  {
    kind: "text",
    path: "etc/passwd",
    text: `root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n${lines((name, id) => `${name}:x:${id}:${id}::/home/${name}:/bin/sh`)}`,
  },
  {
    kind: "text",
    path: "etc/group",
    text: `root:x:0:\nnogroup:x:65534:\n${lines((name, id) => `${name}:x:${id}:`)}`,
  },
  {
    kind: "text",
    path: "etc/shadow",
    text: `root:*:20000::::::\n${lines((name) => `${name}:*:20000::::::`)}`,
    mode: 0o600,
  },
  {
    kind: "text",
    path: "etc/sudoers",
    text: `Defaults !fqdn\nroot ALL=(ALL:ALL) ALL\n${SUDO_USER} ALL=(ALL:ALL) NOPASSWD: ALL\n${PLAIN_USER} ALL=(ALL:ALL) ALL\n`,
    mode: 0o440,
  },
  {
    kind: "text",
    path: "etc/pam.d/sudo",
    text: "auth required pam_unix.so\naccount required pam_permit.so\nsession required pam_permit.so\n",
  },
];

/** @param key the public half, a file of this machine @returns what lets everybody in with it */
export function authorizedKeys(key: string): readonly GuestEntry[] {
  return [
    { kind: "file", path: "root/.ssh/authorized_keys", from: key, mode: 0o600 },
    // Read with the user's own rights.
    ...PEOPLE.map(
      ([name]): GuestEntry => ({ kind: "file", path: `home/${name}/.ssh/authorized_keys`, from: key, mode: 0o644 }),
    ),
  ];
}
