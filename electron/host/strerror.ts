/** What programs print for an errno in the C locale, glibc's words and musl's, so that it can be told again. */

const TEXTS: readonly (readonly [text: string, code: string])[] = [
  ["Operation not permitted", "EPERM"],
  ["No such file or directory", "ENOENT"],
  ["Interrupted system call", "EINTR"],
  ["Input/output error", "EIO"],
  ["I/O error", "EIO"],
  ["No such device or address", "ENXIO"],
  ["No such device", "ENODEV"],
  ["Exec format error", "ENOEXEC"],
  ["Resource temporarily unavailable", "EAGAIN"],
  ["Cannot allocate memory", "ENOMEM"],
  ["Out of memory", "ENOMEM"],
  ["Permission denied", "EACCES"],
  ["Bad address", "EFAULT"],
  ["Device or resource busy", "EBUSY"],
  ["Resource busy", "EBUSY"],
  ["File exists", "EEXIST"],
  ["Not a directory", "ENOTDIR"],
  ["Is a directory", "EISDIR"],
  ["Invalid argument", "EINVAL"],
  ["Inappropriate ioctl for device", "ENOTTY"],
  ["Not a tty", "ENOTTY"],
  ["No space left on device", "ENOSPC"],
  ["Read-only file system", "EROFS"],
  ["Broken pipe", "EPIPE"],
  ["Numerical result out of range", "ERANGE"],
  ["Result not representable", "ERANGE"],
  ["Function not implemented", "ENOSYS"],
  ["Too many levels of symbolic links", "ELOOP"],
  ["Symbolic link loop", "ELOOP"],
  ["Operation not supported", "EOPNOTSUPP"],
  ["Not supported", "EOPNOTSUPP"],
  ["Connection timed out", "ETIMEDOUT"],
  ["Operation timed out", "ETIMEDOUT"],
  ["Operation canceled", "ECANCELED"],
  ["Structure needs cleaning", "EUCLEAN"],
  ["Key was rejected by service", "EKEYREJECTED"],
  // Numbers of the kernel's own that have no text (include/linux/errno.h).
  ["Unknown error 517", "EPROBE_DEFER"],
  ["Unknown error 524", "EOPNOTSUPP"],
];

/** The errno name that a complaint ends with; null when it ends with none. */
export function errnoIn(complaint: string): string | null {
  const line = complaint.trimEnd();
  return TEXTS.find(([text]) => line.endsWith(text))?.[1] ?? null;
}
