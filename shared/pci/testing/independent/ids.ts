/**
 * The ids of capabilities as public headers have them: `ID:TABLE …` in hexadecimal, the table by the first part of its key.
 * A wrong id would show one capability as another.
 */

const rows = (text: string): ReadonlyMap<string, number> =>
  new Map(text.match(/\S+:\S+/g)?.map((pair) => [pair.slice(pair.indexOf(":") + 1), Number.parseInt(pair, 16)]));

/** pciutils lib/header.h, PCI_CAP_ID_*. */
export const STANDARD_IDS = rows(`
0:null 1:pm 2:agp 3:vpd 4:slotid 5:msi 6:chswp 7:pcix 8:ht 9:vndr a:dbg b:ccrc c:hotplug d:ssvid e:agp3 f:secure
10:exp 11:msix 12:sata 13:af 14:ea 15:fpb
`);

/** pciutils lib/header.h, PCI_EXT_CAP_ID_*; Configuration Access Correlation and Shadow Functions: pcics. */
export const EXTENDED_IDS = rows(`
0:xnull 1:aer 2:vc 3:dsn 4:pb 5:rclink 6:rcilink 7:rcec 8:mfvc 9:vc9 a:rcrb b:vsec c:cac d:acs e:ari f:ats
10:sriov 11:mriov 12:mcast 13:pri 15:rebar 16:dpa 17:tph 18:ltr 19:secpci 1a:pmux 1b:pasid 1c:lnr 1d:dpc 1e:l1pm 1f:ptm
20:mpcie 21:frs 22:rtr 23:dvsec 24:vfrebar 25:dlnk 26:pl16 27:lmr 28:hierid 29:npem 2a:pl32 2b:altprot 2c:sfi 2d:shadow
2e:doe 2f:dev3 30:ide 31:pl64 32:flitlog 33:flitpm 34:flitei 35:svc 36:rbl 37:nopflit 38:siov 39:pl128 3a:captdata
`);

/** pciutils lib/header.h, PCI_HT_CMD_TYP_*: bits 15:11 of the command register, of which the first two have three. */
export const HYPERTRANSPORT_TYPES = rows(`
0:pri 4:sec 8:switch 10:idc 11:rid 12:uidc 13:ecsa 14:am 15:msim 16:dr 17:vcs 18:rm 19:x86
`);

/** EDK2 Cxl20.h, CXL_DVSEC_ID_*, of vendor 1e98 (pciutils, PCI_DVSEC_VENDOR_ID_CXL). */
export const CXL_DVSECS = rows(`
0:device 2:function-map 3:port 4:gpf-port 5:gpf-device 7:flex-bus 8:register-locator 9:mld a:test
`);
