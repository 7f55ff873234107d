/** What is in a package, as a list for programs: CycloneDX 1.6. The same package has the same list, to the byte. */
import { createHash } from "node:crypto";
import { type Inside, identifiersOf, type Part, type Place } from "./parts.ts";

export interface SbomOf {
  /** The package, `sriov-inspector-cli` for one. */
  readonly name: string;
  readonly version: string;
  /** The commit that it was made from; null = not known. */
  readonly commit: string | null;
  /** SOURCE_DATE_EPOCH: seconds. */
  readonly epoch: number;
  /** `pkg:deb/…`; left out where no registry has it. */
  readonly purl?: string;
  readonly parts: readonly Part[];
  /** Those that are in this package. */
  readonly places: readonly Place[];
}

/** Licences by which a part is told in the list: SPDX's own by id, others by name. */
function licencesOf(expression: string): readonly object[] {
  return identifiersOf(expression).map((id) =>
    id.startsWith("LicenseRef-") ? { license: { name: id.slice("LicenseRef-".length) } } : { license: { id } },
  );
}

function insideOf(part: Part, ref: string): object {
  const components = (part.inside ?? []).map(({ name, version, ...more }: Inside) => ({
    type: "library",
    "bom-ref": `${ref}/${name}@${version}`,
    name,
    version,
    ...more,
  }));
  return components.length === 0 ? {} : { components };
}

function refOf({ name, version, purl }: Part): string {
  return purl ?? (version === null ? name : `${name}@${version}`);
}

function componentOf(part: Part): Readonly<Record<string, unknown>> & { readonly "bom-ref": string } {
  const { name, version, purl, hash, note } = part;
  const [, group, own = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  const ref = refOf(part);
  return {
    type: part.type,
    "bom-ref": ref,
    ...(group === undefined ? {} : { group }),
    name: own,
    ...(version === null ? {} : { version }),
    ...(note === undefined ? {} : { description: note }),
    ...(hash === undefined ? {} : { hashes: [hash] }),
    licenses: licencesOf(part.licence),
    ...(part.cpe === undefined ? {} : { cpe: part.cpe }),
    ...(purl === undefined ? {} : { purl }),
    ...insideOf(part, ref),
    properties: [{ name: "sriov-inspector:places", value: part.places.join(" ") }],
  };
}

/** A number that only this content has, in the form of a UUID (RFC 9562, version 8: of one's own making). */
function serialOf(content: string): string {
  const hex = createHash("sha256").update(content).digest("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `urn:uuid:${groups.join("-")}`;
}

/** The list as text. */
export function sbom({ name, version, commit, epoch, purl, parts, places }: SbomOf): string {
  const here = parts.filter((part) => part.places.some((place) => places.includes(place)));
  const components = here.map(componentOf).toSorted((a, b) => (a["bom-ref"] < b["bom-ref"] ? -1 : 1));
  const programs = here
    .filter(({ type }) => type === "platform" || type === "framework")
    .map(refOf)
    .toSorted();
  const ref = purl ?? `${name}@${version}`;
  const content = {
    version: 1,
    metadata: {
      timestamp: new Date(epoch * 1000).toISOString().replace(".000Z", "Z"),
      component: {
        type: "application",
        "bom-ref": ref,
        name,
        version,
        licenses: [{ license: { id: "MIT" } }],
        ...(purl === undefined ? {} : { purl }),
        ...(commit === null ? {} : { properties: [{ name: "sriov-inspector:commit", value: commit }] }),
      },
    },
    components,
    dependencies: [
      { ref, dependsOn: components.map((component) => component["bom-ref"]) },
      ...components.map((component) => ({ ref: component["bom-ref"] })),
    ],
    compositions: [
      { aggregate: "complete", dependencies: [ref] },
      // Programs of others have more in them than they tell of.
      ...(programs.length === 0 ? [] : [{ aggregate: "incomplete", assemblies: programs }]),
    ],
  };
  const serialNumber = serialOf(JSON.stringify(content));
  return `${JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", serialNumber, ...content }, null, 2)}\n`;
}
