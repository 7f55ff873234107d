/** The first 64 bytes of a configuration space. */
import { setWord } from "../../space/write.ts";
import type { Region } from "./regions.ts";

export interface Ids {
  readonly vendor: number;
  readonly device: number;
  /** 24 bits: base class, subclass, programming interface. */
  readonly classCode: number;
  readonly revision: number;
}

interface EndpointHeader extends Ids {
  readonly subsystem: readonly [vendor: number, device: number];
  readonly regions: readonly Region[];
  /** 1 = INTA#; 0 = none */
  readonly pin: number;
  readonly multiFunction?: boolean;
  /** Command bits beyond what a driver sets when it binds. */
  readonly command?: number;
  /** Of the Interrupt Line register. */
  readonly line?: number;
}

function ids(bytes: Uint8Array, header: Ids): void {
  setWord(bytes, 0x00, 2, header.vendor);
  setWord(bytes, 0x02, 2, header.device);
  setWord(bytes, 0x08, 4, ((header.classCode << 8) | header.revision) >>> 0);
}

/** Header type 0. */
export function endpointHeader(header: EndpointHeader): (bytes: Uint8Array) => void {
  return (bytes) => {
    ids(bytes, header);
    setWord(bytes, 0x04, 2, header.command ?? 0);
    setWord(bytes, 0x0e, 1, header.multiFunction === true ? 0x80 : 0);
    for (const region of header.regions) {
      if (region.at === "rom") continue;
      const offset = 0x10 + 4 * region.at;
      setWord(bytes, offset, 4, Number(region.start & 0xffffffffn) + region.type);
      if (region.is64) setWord(bytes, offset + 4, 4, Number(region.start >> 32n));
    }
    setWord(bytes, 0x2c, 2, header.subsystem[0]);
    setWord(bytes, 0x2e, 2, header.subsystem[1]);
    setWord(bytes, 0x3c, 1, header.line ?? 0);
    setWord(bytes, 0x3d, 1, header.pin);
  };
}

interface BridgeHeader extends Ids {
  readonly primary: number;
  readonly secondary: number;
  readonly subordinate: number;
  readonly pin: number;
  readonly multiFunction?: boolean;
}

/** Header type 1; the windows are written once it is known what lies behind. */
export function bridgeHeader(header: BridgeHeader): (bytes: Uint8Array) => void {
  return (bytes) => {
    ids(bytes, header);
    // I/O, memory, bus master and SERR#, as firmware leaves a port.
    setWord(bytes, 0x04, 2, 0x0107);
    setWord(bytes, 0x0e, 1, header.multiFunction === true ? 0x81 : 0x01);
    setWord(bytes, 0x18, 1, header.primary);
    setWord(bytes, 0x19, 1, header.secondary);
    setWord(bytes, 0x1a, 1, header.subordinate);
    setWord(bytes, 0x3d, 1, header.pin);
    setWord(bytes, 0x3e, 2, 0x0003);
  };
}

/** What a VF's header reads: no ids, no BARs, no pin (PCIe 6.2 §9.3.4.1). */
export function vfHeader(header: {
  readonly classCode: number;
  readonly revision: number;
  readonly subsystem: readonly [vendor: number, device: number];
}): (bytes: Uint8Array) => void {
  return (bytes) => {
    ids(bytes, { vendor: 0xffff, device: 0xffff, classCode: header.classCode, revision: header.revision });
    setWord(bytes, 0x2c, 2, header.subsystem[0]);
    setWord(bytes, 0x2e, 2, header.subsystem[1]);
  };
}
