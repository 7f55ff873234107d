/** Names that the capabilities of Flit Mode share, in lspci's words. */

/** Encodings of a link width (PCIe 6.2 §7.7.8, §7.7.9). */
export const LINK_WIDTHS: Readonly<Record<number, string>> = {
  0: "x1",
  1: "x2",
  2: "x4",
  3: "x8",
  4: "x16",
  7: "Dynamic",
};

export const L0P_EXIT_LATENCY: Readonly<Record<number, string>> = {
  0: "Less than 1us",
  1: "1us to less than 2us",
  2: "2us to less than 4us",
  3: "4us to less than 8us",
  4: "8us to less than 16us",
  5: "16us to less than 32us",
  6: "32us-64us",
  7: "More than 64us",
};
