import { describe, expect, test } from "vitest";
import { decodeSpace } from "../../../decode.ts";
import { makeSpace, standardText } from "../../../testing/make-space.ts";

const body = (capability: string, size = 256): string =>
  standardText(capability, { size }).replace("HyperTransport: ", "");

describe("a slave interface", () => {
  const links = "20 10 11 11 d0 00 77 07";

  test("of the first layout has links and a revision", () => {
    expect(body(`08 00 62 08 ${links} 11`)).toBe(
      [
        "Slave or Primary Interface",
        "\t\tCommand: BaseUnitID=2 UnitCnt=3 MastHost- DefDir+",
        "\t\tLink Control 0: CFlE- CST- CFE- <LkFail- Init+ EOC- TXO- <CRCErr=0",
        "\t\tLink Config 0: MLWI=16bit MLWO=16bit LWI=16bit LWO=16bit",
        "\t\tLink Control 1: CFlE- CST- CFE- <LkFail+ Init- EOC+ TXO+ <CRCErr=0",
        "\t\tLink Config 1: MLWI=N/C MLWO=N/C LWI=N/C LWO=8bit",
        "\t\tRevision ID: 0.17",
        "",
      ].join("\n"),
    );
  });

  test("between the layouts is read with a warning", () => {
    expect(body(`08 00 00 00 ${links} 12`)).toContain("\t\t!!! Possibly incomplete decoding\n\t\tCommand");
    expect(body(`08 00 00 00 ${links} 22`)).not.toContain("incomplete");
  });

  test("of revision 1.02 has frequencies and errors", () => {
    const text = body(`08 00 00 10 ${links} 22 15 75 80 02 06 75 00 00 00 25 00 01 02 03`);
    expect(text.slice(text.indexOf("\t\tCommand"))).toBe(
      [
        "\t\tCommand: BaseUnitID=0 UnitCnt=0 MastHost- DefDir- DUL+",
        "\t\tLink Control 0: CFlE- CST- CFE- <LkFail- Init+ EOC- TXO- <CRCErr=0 IsocEn+ LSEn- ExtCTL- 64b-",
        "\t\tLink Config 0: MLWI=16bit DwFcIn- MLWO=16bit DwFcOut- LWI=16bit DwFcInEn- LWO=16bit DwFcOutEn-",
        "\t\tLink Control 1: CFlE- CST- CFE- <LkFail+ Init- EOC+ TXO+ <CRCErr=0 IsocEn- LSEn- ExtCTL- 64b-",
        "\t\tLink Config 1: MLWI=N/C DwFcIn- MLWO=N/C DwFcOut- LWI=N/C DwFcInEn- LWO=8bit DwFcOutEn-",
        "\t\tRevision ID: 1.02",
        "\t\tLink Frequency 0: 800MHz",
        "\t\tLink Error 0: <Prot+ <Ovfl- <EOC- CTLTm-",
        "\t\tLink Frequency Capability 0: 200MHz+ 300MHz- 400MHz+ 500MHz- 600MHz+ 800MHz+ 1.0GHz+ 1.2GHz- 1.4GHz- 1.6GHz- Vend-",
        "\t\tFeature Capability: IsocFC- LDTSTOP+ CRCTM- ECTLT- 64bA- UIDRD-",
        "\t\tLink Frequency 1: 1.0GHz",
        "\t\tLink Error 1: <Prot- <Ovfl- <EOC- CTLTm-",
        "\t\tLink Frequency Capability 1: 200MHz+ 300MHz- 400MHz+ 500MHz- 600MHz+ 800MHz+ 1.0GHz+ 1.2GHz- 1.4GHz- 1.6GHz- Vend-",
        "\t\tError Handling: PFlE+ OFlE- PFE+ OFE- EOCFE- RFE+ CRCFE- SERRFE- CF- RE- PNFE- ONFE- EOCNFE- RNFE- CRCNFE- SERRNFE-",
        "\t\tPrefetchable memory behind bridge Upper: 01-02",
        "\t\tBus Number: 03",
        "",
      ].join("\n"),
    );
  });
});

describe("a host interface", () => {
  test("of the first layout", () => {
    expect(body("08 00 03 20 20 00 11 11 11")).toBe(
      [
        "Host or Secondary Interface",
        "\t\tCommand: WarmRst+ DblEnd+",
        "\t\tLink Control: CFlE- CST- CFE- <LkFail- Init+ EOC- TXO- <CRCErr=0",
        "\t\tLink Config: MLWI=16bit MLWO=16bit LWI=16bit LWO=16bit",
        "\t\tRevision ID: 0.17",
        "",
      ].join("\n"),
    );
  });

  test("has its last registers only with the extended set", () => {
    const capability = (feature: string): string =>
      `08 00 7c 2d 20 00 11 11 25 06 ff ff 3f ${feature} 00 00 00 00 ff ff 0a 0b 00 00`;
    const text = body(capability("03"));
    expect(text).toContain("\t\tCommand: WarmRst- DblEnd- DevNum=31 ChainSide- HostHide+ Slave+ <EOCErr+ DUL-\n");
    expect(text).toContain("1.2GHz+ 1.4GHz- 1.6GHz- Vend-\n");
    expect(text).toContain("UIDRD+ ExtRS+ UCnfE+\n\t\tError Handling: PFlE+");
    expect(text).toContain("\t\tPrefetchable memory behind bridge Upper: 0a-0b\n");
    expect(body(capability("02"))).not.toContain("Error Handling");
  });
});

describe("the other blocks", () => {
  test("are named by their type", () => {
    const heads = ["40", "80", "90", "98", "a0", "b0", "b8", "c0", "c8", "d0"].map((high) => body(`08 00 00 ${high}`));
    expect(heads).toEqual([
      "Switch\n",
      "Interrupt Discovery and Configuration\n",
      "UnitID Clumping\n",
      "Extended Configuration Space Access\n",
      "Address Mapping\n",
      "DirectRoute\n",
      "VCSet\n",
      "Retry Mode\n",
      "X86 (reserved)\n",
      "#1a\n",
    ]);
    expect(body("08 00 60 88")).toBe("Revision ID: 3.00\n");
  });

  test("map MSI by a window that is fixed or can be moved", () => {
    expect(body("08 00 03 a8")).toBe("MSI Mapping Enable+ Fixed+\n");
    expect(body("08 00 01 a8 ff ff e0 fe 01 00 00 00")).toBe(
      "MSI Mapping Enable+ Fixed-\n\t\tMapping Address Base: 00000001fee00000\n",
    );
    expect(body("08 00 01 a8", 0x44)).toBe("MSI Mapping Enable+ Fixed-\n");
  });

  test("have the registers of their own type in the field tree", () => {
    const space = makeSpace(256, "06: 10", "34: 40", "40: 08 00 00 c0 3f 07 00 00 05 00 00 00");
    const [capability] = decodeSpace(space).capabilities;
    expect(capability?.key).toBe("ht.rm");
    expect(capability?.registers.map(({ name }) => name)).toContain("Retry Count 0");
  });
});
