/** Where the tables' codes and the list of codes differ, each with its reason; and what no source of the list has. */

const RATES = "0: none; 1: 2.5 GT/s; 2: 5 GT/s; 3: 8 GT/s; 6: 16 GT/s; a: 20 GT/s; f: 25 GT/s";
const QUICK = "0: none; 1: 8 ms; 2: 24 ms; 3: 50 ms; 4: 100 ms; 5: 200 ms";
const PHASE = "0: 24 ms; 1: 50 ms; 2: 100 ms; 3: 200 ms; 4: 400 ms; 5: 600 ms";
const NEGOTIATION = "0: not supported; 1: disabled; 2: failed; 3: succeeded";
const FLIT_TYPES =
  "0: any; 1: any non-IDLE; 2: only payload; 3: only NOP; 4: only IDLE; 5: payload and its replays; 6: payload, then the replays of one";
const ROM = "6: valid with a warning, trust not tested; 7: valid with a warning, and trusted";

/** `table register.field code: meaning of the list, not meaning of the table` → the reason. */
export const MEANINGS_NOT_TAKEN: Readonly<Record<string, string>> = {};

/**
 * Codes that no source of the list has, with the tables' own words: only a change of them is seen here. The table's `section`
 * says where they are specified.
 */
export const SPECIFICATION_CODES: Readonly<Record<string, string>> = {
  "header0 rom.validation": ROM,
  "header1 rom.validation": ROM,
  "aer rootsta.subclass": "0: legacy; 1: for firmware; 2: for the operating system; 3: extended",
  "dvsec.ccix cap.calibration": "0: 10 us; 1: 50 us; 2: 100 us; 3: 500 us; 4: 1 ms; 5: 5 ms; 6: 10 ms; 7: 50 ms",
  "dvsec.ccix cap.reach": "0: short; 1: long; 2: short or long",
  "dvsec.ccix cap.quick": QUICK,
  "dvsec.ccix status.rate": RATES,
  "dvsec.ccix control.rate0": RATES,
  "dvsec.ccix control.rate1": RATES,
  "dvsec.ccix control.phase2": PHASE,
  "dvsec.ccix control.phase3": PHASE,
  "dvsec.ccix control.quick": QUICK,
  "dvsec.cxl.device cap2.fallback": "0: none; 1: PCI Express; 2: CXL type 1; 3: CXL type 3",
  "dvsec.cxl.device size1.type": "7: not memory",
  "dvsec.cxl.device size2.type": "7: not memory",
  "exp devcap2.dmwrlen": "0: up to 64 bytes; 1: up to 128 bytes",
  "exp lnkctl.sris": "0: SRNS or common clock; 1: SRIS",
  // The list has four codes of two of its three bits.
  "flitei ctl1.type": FLIT_TYPES,
  "flitei ctl2.consecutive": "4: 4",
  "frs queue.reason":
    "1: DRS message received; 2: D3hot to D0 transition completed; 3: FLR completed; 8: VF Enable set; 9: VF Enable cleared",
  "ht.other command.type": "9: reserved host; 1b: function and link extension; 1d: high node count",
  "lnr ctl.line": "0: 64 bytes; 1: 128 bytes",
  "pl32 rx2.negotiation": NEGOTIATION,
  "pl32 tx2.negotiation": NEGOTIATION,
  "svc vc.cap.protocols": "1: not UIO",
  "svc vc.ctl.protocol": "0: not UIO, VC0; 1: not UIO; 3: UIO, or restricted others",
  "vsec.amd-gpu-iov context.place": "0: the card's memory; 1: system memory",
};

/** Fields of which two codes mean the same. */
export const SAME_MEANING: readonly string[] = ["exp lnkctl2.target", "exp lnkctl2.margin"];
