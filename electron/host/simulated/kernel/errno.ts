/** The errnos that this model answers with, as on Linux (include/uapi/asm-generic/errno*.h). */
export const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EBUSY: 16,
  ENODEV: 19,
  EINVAL: 22,
  ENOSPC: 28,
  ENOTTY: 25,
  ERANGE: 34,
  ENOSYS: 38,
  EOPNOTSUPP: 95,
} as const;

export type ErrnoName = keyof typeof ERRNO;

/** A write that the kernel crashed under: the process that wrote is killed, and the log says where. */
export class KernelCrash extends Error {}

/** A write that the kernel refused. */
export class KernelError extends Error {
  readonly code: ErrnoName;

  constructor(code: ErrnoName) {
    super(code);
    this.name = "KernelError";
    this.code = code;
  }
}
