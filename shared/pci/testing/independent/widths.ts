/**
 * How many bytes a register has: `TABLE OFFSET:BYTES …`, offsets in hexadecimal, as lspci reads it (pciutils ls-*.c,
 * get_conf_byte, _word, _long) and as EDK2's structures have it (PciExpress21.h to PciExpress60.h). Left out are places where
 * lspci reads a part of a register or two at a time, and where the tables have two as one, or one as its halves.
 */

export interface Width {
  readonly source: string;
  readonly table: string;
  readonly offset: number;
  readonly bytes: number;
}

function widths(source: string, rows: string): Width[] {
  return rows.split("\n").flatMap((row) => {
    const [table = "", ...pairs] = row.split(" ");
    return pairs.map((pair) => {
      const [offset = "", bytes = ""] = pair.split(":");
      return { source, table, offset: Number.parseInt(offset, 16), bytes: Number(bytes) };
    });
  });
}

const PCIUTILS = `pm 4:2 6:1
agp 4:4 8:4
msi 4:4 10:4 14:4
pcix 2:2 4:4
pcix.bridge 2:2 4:4 8:4 c:4
ht.pri 4:2 6:2 8:2 a:2 c:1 d:1 10:1 11:1 16:2 18:1 19:1 1a:1
ht.sec 4:2 6:2 8:1 9:1 c:2 12:2 14:1 15:1
ht.msim 4:4 8:4
exp 4:4 8:2 a:2 c:4 10:2 12:2 14:4 18:2 1a:2 1c:2 1e:2 20:4 24:4 28:2 2c:4 30:2 32:2
msix 4:4 8:4
ssvid 4:2 6:2
af 3:1 4:1 5:1
sata 4:4
aer 4:4 8:4 c:4 10:4 14:4 18:4 1c:4 2c:4 30:4 34:2 36:2
vc 4:4 8:4 c:2 e:2
rclink 4:4
vsec 4:4
dvsec 4:4
dvsec.cxl.device a:2 c:2 e:2 10:2 12:2 16:2 18:4 1c:4 20:4 24:4 28:4 2c:4 30:4 34:4 38:2
dvsec.cxl.port a:2 c:2 e:1 f:1 10:2 12:2
dvsec.cxl.gpf-device a:2 c:4
dvsec.cxl.gpf-port c:2 e:2
dvsec.cxl.flex-bus a:2 c:2 e:2 10:4 14:4 18:4 1c:4
dvsec.cxl.mld a:2
acs 4:2 6:2
ari 4:2 6:2
ats 4:2 6:2
sriov 4:4 8:2 a:2 c:2 e:2 10:2 12:1 14:2 16:2 1a:2 1c:4 20:4 24:4 3c:4
mcast 4:2 6:2
pri 4:2 6:2 8:4 c:4
tph 4:4
ltr 4:2 6:2
pl16 c:4
pl32 4:4 8:4 c:4
pl64 c:4
pasid 4:2 6:2
dpc 4:2 6:2 8:2 a:2
l1pm 4:4 8:4 c:4
doe 4:4 8:4 c:4
lmr 4:2 6:2
dev3 4:4
ide 4:4 8:4
flitei 8:4 c:4 10:4 14:4 18:4 1c:4 20:4
flitlog 4:4 8:4 c:2 e:2 10:4 14:4 18:4 1c:4 20:4 24:4 28:4 2c:4 30:4 34:4 38:4
vc9 4:4 8:4 c:2 e:2
rbl 4:4`;

const EDK2 = `vc/vc 4:4 a:2
mfvc c:2 e:2
mfvc/vc 4:4 a:2
vc9/vc 4:4 a:2
exp 34:4
rcilink 4:4 8:2 a:2
rcrb 8:4 c:4
dpa 4:4 8:4 c:2 e:2
dpa/substate 0:1
tph 4:4 8:4
tph/st 0:2
mcast 8:8 10:8 18:8 20:8 28:8
secpci 4:4 8:4
secpci/lane 0:2
l1pm 4:4 8:4 c:4
ptm 4:4 8:4
dlnk 4:4 8:4
pl16 4:4 8:4 c:4 10:4 14:4 18:4
pl16/lane 0:1
pl32/lane 0:1
pl64 4:4 8:4 c:4
pl64/lane 0:1
dvsec 4:4 8:2
dvsec.cxl.function-map 8:2
dvsec.cxl.gpf-port 8:2
dvsec.cxl.register-locator 8:2
dvsec.cxl.test 8:2`;

export const WIDTHS: readonly Width[] = [...widths("pciutils", PCIUTILS), ...widths("EDK2", EDK2)];
