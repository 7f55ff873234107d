/** Which functions a driver's id table takes. */

/** What an id table is held against. */
export interface Identity {
  readonly vendor: number;
  readonly device: number;
  readonly classCode: number;
}

export type Matches = (id: Identity) => boolean;

/** Matches a vendor and any of these devices. */
export function byId(vendor: number, ...devices: readonly number[]): Matches {
  return (id) => id.vendor === vendor && devices.includes(id.device);
}

/** Matches the upper bits of the class code: `0x0604` or `0x010802`. */
export function byClass(code: number): Matches {
  const shift = code > 0xffff ? 0 : 8;
  return (id) => id.classCode >> shift === code;
}

export function anyOf(...list: readonly Matches[]): Matches {
  return (id) => list.some((matches) => matches(id));
}

export const nothing: Matches = () => false;
