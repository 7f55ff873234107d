/** What sudo's answers mean for a person. */

/** What the next unlock asks for, where a rule such as NOPASSWD has let this one in. */
export const SUDO_RULE = "A rule of sudo gives these rights without a password, so the next unlock asks for nothing.";
/** The same, where sudo still remembered a password; it is made to forget it when the rights end. */
export const SUDO_REMEMBERED =
  "Sudo remembered a password that was typed elsewhere. It forgets it with Lock now, so the next unlock needs it typed again.";

/** What a refusal means, without a full stop. @returns null for words that are not known */
export function sudoRefusal(said: string): string | null {
  if (/password is required|terminal is required|a tty is required|must have a tty/.test(said)) {
    return "it asks for a password, and is used here only where it needs none";
  }
  if (/not allowed|may not run|not in the sudoers/i.test(said)) return "it does not let you run this as root";
  if (/no new privileges|setuid|effective uid is not 0/i.test(said)) {
    return "it has no rights of its own there, as in a container";
  }
  if (/sudo: (command )?not found|sudo: inaccessible/.test(said)) return "it is not installed there";
  return null;
}
