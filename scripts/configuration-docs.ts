import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { VAT_RATES } from "../electron/catalogue/vat-rates.ts";
import { writtenConfig } from "../electron/config/schema.ts";

/** The page this script writes; a test holds it against the schema. */
export const PAGE = fileURLToPath(new URL("../docs/configuration.md", import.meta.url));

/** The part of JSON Schema that our schemas use. */
interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
}

/** The whole page, from the schema alone. */
export function configurationPage(): string {
  const root = z.toJSONSchema(writtenConfig, { io: "input" }) as Shape;
  return `${[INTRODUCTION, ...new Set(sections("", root)), VAT, CHECKS].join("\n\n")}\n`;
}

const INTRODUCTION = `# Configuration

<!-- Written by \`node scripts/configuration-docs.ts\` from electron/config/schema.ts. Change it there. -->

A terminal reads one JSON file when it starts. It checks the whole file and everything the file names, and if anything is
wrong it starts nothing: it prints every fault with its file, its field and what was expected, and leaves with exit code 78.
Fields that are not on this page are faults too, so a slip of the pen is never ignored. Comments are not part of JSON.

Complete examples lie in \`electron/config/samples/\`, sample shops in \`electron/catalogue/samples/\`.

Keys do not belong into the file of a terminal that takes real money: name an environment variable or a file that only the
terminal's user may read.

\`\`\`json
"clientSecret": { "env": "MYNTFRI_CLIENT_SECRET" }
"clientSecret": { "file": "/run/credentials/myntfri/client-secret" }
\`\`\``;

const VAT = `## VAT rates

${Object.entries(VAT_RATES)
  .map(([market, rates]) => `- ${market}: ${rates.map((rate) => `${rate / 100} %`).join(", ")}`)
  .join("\n")}`;

const CHECKS = `## What is checked beyond single fields

- The organisation number's check digit, by market.
- eCom is used in Norway only.
- \`provider.baseUrl\` is https, or this machine. \`provider.practice\` is true exactly where no real money moves.
- \`display.accent\` reaches a contrast of 7:1 with the paper of the theme.
- The clocks that warn are longer than the warning.
- Devices: ids, lines, slot names and channels are used once; channels exist on the board; driver and profile names are known;
  at most one printer, dispenser, display and presence sensor; somebody gone is farther away than somebody near.
- Goods: SKUs, barcodes and slots are used once; no price is below the smallest payment of the market (1.00 NOK, 0.01 DKK,
  0.01 EUR); VAT rates are the market's, and 0 where the shop is not registered for VAT.
- Vending: there is a dispenser, every good has a slot, and a dispenser has that slot.
- With eCom, which cannot check ages, goods with an age limit are sold at attended counters only.`;

function sections(path: string, shape: Shape): string[] {
  const fields = Object.entries(shape.properties ?? {});
  const head = path === "" ? "## The file" : `## \`${path}\``;
  const about = path === "" || shape.description === undefined ? [] : [shape.description];
  const rows = fields.map(([name, field]) => row(path, name, field, shape.required?.includes(name) ?? false));
  const table = ["| field | type | default | bounds | meaning |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
  // One text, so that a section that stands at two places is written once.
  return [
    [head, ...about, table].join("\n\n"),
    ...fields.flatMap(([name, field]) => below(joined(path, name), field)),
  ];
}

/** Sections for the objects inside a field. */
function below(path: string, shape: Shape): string[] {
  if (shape.properties !== undefined) return sections(path, shape);
  if (shape.items !== undefined) return below(`${path}[]`, shape.items);
  const objects = variants(shape).filter((variant) => variant.properties !== undefined);
  if (isSmall(objects)) return [];
  return objects.flatMap((variant) => sections(`${path}${markOf(variant)}`, variant));
}

/** Objects of one plain field are told in the meaning of the field that holds them. */
function isSmall(objects: readonly Shape[]): boolean {
  return objects.every((each) => {
    const fields = Object.values(each.properties ?? {});
    return fields.length === 1 && fields[0]?.type === "string";
  });
}

/** " (api: epayment)" for the variant of a union that is told by a field of its own. */
function markOf(variant: Shape): string {
  const [told] = Object.entries(variant.properties ?? {}).filter(([, field]) => field.const !== undefined);
  return told === undefined ? "" : ` (${told[0]}: ${told[1].const})`;
}

function row(path: string, name: string, field: Shape, isRequired: boolean): string {
  const standing = "default" in field ? defaultOf(field) : isRequired ? "required" : "optional";
  const cells = [`\`${joined(path, name)}\``, typeOf(field), standing, boundsOf(field), field.description ?? ""];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function defaultOf({ default: value }: Shape): string {
  const text = JSON.stringify(value);
  return text === "{}" ? "every field's own" : `\`${text}\``;
}

function typeOf(field: Shape): string {
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (field.enum !== undefined) return field.enum.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
  const parts = variants(field);
  if (field.properties !== undefined && isSmall([field])) return smallObject(field);
  if (parts.length > 0) return [...new Set(parts.map(typeOf))].join(parts[0]?.const === undefined ? " or " : ", ");
  if (field.items !== undefined) return `list of ${plural(typeOf(field.items))}`;
  return TYPE_NAMES[field.type ?? ""] ?? "any";
}

/** `{ "env": … }` */
function smallObject({ properties = {} }: Shape): string {
  return `\`{ ${Object.keys(properties).map((name) => `"${name}": …`)} }\``;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  integer: "whole number",
  number: "number",
  string: "text",
  boolean: "true or false",
  object: "object",
};

function plural(type: string): string {
  return TYPE_NAMES["object"] === type || type === "text" ? `${type}s` : type;
}

function variants(field: Shape): readonly Shape[] {
  return field.oneOf ?? field.anyOf ?? [];
}

function boundsOf(field: Shape): string {
  const { minLength, maxLength, minItems, maxItems, pattern } = field;
  // JSON Schema repeats the limits of the number format where a schema gives none.
  const minimum = field.minimum === Number.MIN_SAFE_INTEGER ? undefined : field.minimum;
  const maximum = field.maximum === Number.MAX_SAFE_INTEGER ? undefined : field.maximum;
  const parts = [
    between(minimum, maximum, ""),
    between(minLength, maxLength, " characters"),
    between(minItems, maxItems, " entries"),
    pattern === undefined ? "" : `\`${pattern}\``,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

function between(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return "";
  if (least === undefined) return `up to ${most}${unit}`;
  if (most === undefined) return `${least}${unit} or more`;
  return least === most ? `${least}${unit}` : `${least} to ${most}${unit}`;
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path.replace(/ \(.*\)$/, "")}.${name}`;
}

if (process.argv[1] !== undefined && join(process.argv[1]) === fileURLToPath(import.meta.url)) {
  writeFileSync(PAGE, configurationPage());
}
