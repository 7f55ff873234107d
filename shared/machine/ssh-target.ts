/** Where an ssh connection goes, as a person writes it: `lab1`, `root@lab1`, `lab1:2222`, `[fe80::1%eth0]:22`. */

export interface SshTarget {
  /** null = whom the ssh configuration says, or the own name */
  readonly user: string | null;
  /** A name of the ssh configuration, a host name or an address. Never starts with `-`. */
  readonly host: string;
  readonly port: number | null;
}

const USER = "[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}";
const NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}";
/** An address of IPv6 has colons of its own, so it stands in brackets as in a URL. */
const ADDRESS = "\\[[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9_.-]{1,32})?\\]";
const PORT = "[1-9][0-9]{0,4}";
/** For a pattern of more than a target; without groups that are captured. */
export const SSH_TARGET_SOURCE = `(?:${USER}@)?(?:${NAME}|${ADDRESS})(?::${PORT})?`;
const TARGET = new RegExp(`^(?:(${USER})@)?(${NAME}|${ADDRESS})(?::(${PORT}))?$`);
const LAST_PORT = 65535;

/** @returns null for what is no target: nothing else is ever given to ssh */
export function parseSshTarget(text: string): SshTarget | null {
  const [, user, host, port] = TARGET.exec(text) ?? [];
  if (host === undefined || Number(port ?? 0) > LAST_PORT) return null;
  return {
    user: user ?? null,
    host: host.startsWith("[") ? host.slice(1, -1) : host,
    port: port === undefined ? null : Number(port),
  };
}
