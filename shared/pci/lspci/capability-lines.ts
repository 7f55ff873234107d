/** The `Capabilities:` lines of lspci. */
import { findDefinition } from "../capabilities/registry.ts";
import { hexDigits } from "../hex-digits.ts";
import type { FunctionContext } from "../layout.ts";
import { capabilityText } from "../text.ts";
import { type CapabilityLocation, type Chain, walkExtended, walkStandard } from "../walk.ts";

const PCIX = 0x07;
const EXPRESS = 0x10;

function bodyText(fn: FunctionContext, location: CapabilityLocation): string {
  const def = findDefinition(location, fn);
  if (def) return capabilityText(def, fn, location.at);
  const id = `ID 0x${location.id.toString(16)}`;
  if (location.space === "extended") return `Extended Capability ${id}\n`;
  return `Capability ${id} [${hexDigits(fn.space.u16(location.at + 2), 4)}]\n`;
}

function endLine(chain: Chain): string {
  switch (chain.end?.reason) {
    case "unreadable":
      return "\tCapabilities: <access denied>\n";
    case "looped":
      return `\tCapabilities: [${hexDigits(chain.end.at, 2)}] <chain looped>\n`;
    case "broken":
      return `\tCapabilities: [${hexDigits(chain.end.at, 2)}] <chain broken>\n`;
    default:
      return "";
  }
}

function extendedLines(fn: FunctionContext): string {
  const { space } = fn;
  const chain = walkExtended(space);
  let out = "";
  for (const location of chain.found) {
    out += `\tCapabilities: [${hexDigits(location.at, 3)} v${location.version}] ${bodyText(fn, location)}`;
  }
  // Unlike in the standard list, lspci says nothing where the bytes end.
  if (chain.end?.reason === "looped") {
    const { at } = chain.end;
    out += `\tCapabilities: [${hexDigits(at, 3)} v${(space.u32(at) >>> 16) & 0xf}] <chain looped>\n`;
  }
  return out;
}

/** Both lists; the extended one only where the standard one has PCI Express or PCI-X. */
export function capabilityLines(fn: FunctionContext): string {
  const chain = walkStandard(fn.space, fn.headerType);
  let extendable = false;
  let out = "";
  for (const location of chain.found) {
    if (location.id === EXPRESS || location.id === PCIX) extendable = true;
    out += `\tCapabilities: [${hexDigits(location.at, 2)}] ${bodyText(fn, location)}`;
  }
  out += endLine(chain);
  return extendable ? out + extendedLines(fn) : out;
}
