/** lspci's text of the registers that both interface blocks have. */

/** Texts that differ between the interfaces in the name of a register only. */
export function linkControlText(path: string): string {
  return (
    `CFlE{${path}.cfle} CST{${path}.cst} CFE{${path}.cfe} <LkFail{${path}.lkfail} Init{${path}.init} ` +
    `EOC{${path}.eoc} TXO{${path}.txo} <CRCErr={${path}.crcerr}`
  );
}
export function linkControl2Text(path: string): string {
  return ` IsocEn{${path}.isocen} LSEn{${path}.lsen} ExtCTL{${path}.extctl} 64b{${path}.b64}`;
}
export function linkConfigText(path: string): string {
  return `MLWI={${path}.mlwi} MLWO={${path}.mlwo} LWI={${path}.lwi} LWO={${path}.lwo}\n`;
}
export function linkConfig2Text(path: string): string {
  return (
    `MLWI={${path}.mlwi} DwFcIn{${path}.dfi} MLWO={${path}.mlwo} DwFcOut{${path}.dfo} ` +
    `LWI={${path}.lwi} DwFcInEn{${path}.dfie} LWO={${path}.lwo} DwFcOutEn{${path}.dfoe}\n`
  );
}
export function linkErrorText(path: string): string {
  return `<Prot{${path}.prot} <Ovfl{${path}.ovfl} <EOC{${path}.eoc} CTLTm{${path}.ctltm}\n`;
}
/** lspci looks at the low byte of the register only, so what is above it always reads as off. */
export function frequencyCapabilityText(path: string): string {
  return (
    `200MHz{${path}.f200} 300MHz{${path}.f300} 400MHz{${path}.f400} 500MHz{${path}.f500} 600MHz{${path}.f600} ` +
    `800MHz{${path}.f800} 1.0GHz{${path}.f1000} 1.2GHz{${path}.f1200} 1.4GHz- 1.6GHz- Vend-\n`
  );
}
export function featuresText(path: string): string {
  return (
    `IsocFC{${path}.isocfc} LDTSTOP{${path}.ldtstop} CRCTM{${path}.crctm} ECTLT{${path}.ectlt} ` +
    `64bA{${path}.ba64} UIDRD{${path}.uidrd}`
  );
}
export function errorHandlingText(path: string): string {
  const names = [
    ["PFlE", "pfle"],
    ["OFlE", "ofle"],
    ["PFE", "pfe"],
    ["OFE", "ofe"],
    ["EOCFE", "eocfe"],
    ["RFE", "rfe"],
    ["CRCFE", "crcfe"],
    ["SERRFE", "serrfe"],
    ["CF", "cf"],
    ["RE", "re"],
    ["PNFE", "pnfe"],
    ["ONFE", "onfe"],
    ["EOCNFE", "eocnfe"],
    ["RNFE", "rnfe"],
    ["CRCNFE", "crcnfe"],
    ["SERRNFE", "serrnfe"],
  ];
  return `\t\tError Handling: ${names.map(([label, id]) => `${label}{${path}.${id}}`).join(" ")}\n`;
}

/** Since revision 1.02, coded 22h, the interface blocks have all their registers. */
export const FULL_REVISION = 0x22;
/** Up to here the layout is the first one; of those between lspci is not sure. */
const FIRST_REVISION = 0x11;

/** lspci's warning for a revision between the first layout and the full one. */
export function revisionWarning(revision: number): string {
  return revision < FULL_REVISION && revision > FIRST_REVISION ? "\t\t!!! Possibly incomplete decoding\n" : "";
}
