/** Whom to be where root must not be: a user that the machine knows by name, for ssh starts for no other. */

export interface OrdinaryUser {
  readonly uid: number;
  readonly gid: number;
}

const FIRST_PERSON = 1000;
/** What files of unknown owners seem to belong to in a user namespace. */
const NOBODY = 65534;

/** @param passwd the text of /etc/passwd @returns a person, else a user of the system's own */
export function ordinaryUser(passwd: string): OrdinaryUser {
  const users = passwd
    .split("\n")
    .map((line) => line.split(":"))
    .map(([, , uid, gid]) => ({ uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => Number.isInteger(uid) && Number.isInteger(gid) && uid > 0 && uid < NOBODY)
    .sort((a, b) => a.uid - b.uid);
  return users.find(({ uid }) => uid >= FIRST_PERSON) ?? users[0] ?? { uid: FIRST_PERSON, gid: FIRST_PERSON };
}
