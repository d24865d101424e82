import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { repairs } from "./openapi-repairs.ts";

/**
 * Bundles the official Vipps MobilePay OpenAPI files in memory and judges requests and answers by them.
 * The files are read where they lie and are no part of this repository; tests skip where they are absent.
 */

const folder = fileURLToPath(new URL("../../../shared/vipps/openapi/", import.meta.url));

/** Whether the official files are at hand; tests that need them say so and skip when they are not. */
export const openApiPresent: boolean = existsSync(`${folder}epayment.v1.yaml`);

export type ApiFile =
  | "access-token.yaml"
  | "ecom.v2.yaml"
  | "epayment.v1.yaml"
  | "order-management.v2.yaml"
  | "qr.v1.yaml"
  | "webhooks.v1.yaml";

/** `body` is the text on the wire. Header names in any case; `path` may carry a query. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** One difference between what was sent and what the file says. */
export type Difference = {
  readonly where: "operation" | "path" | "query" | "header" | "body" | "status" | "content-type";
  readonly message: string;
};

export type OpenApi = {
  /** Every `METHOD /path/{template}` of the file, base path included. */
  readonly operations: readonly string[];
  /** The operation a request belongs to, as in `operations`, or undefined. */
  operationOf(method: string, path: string): string | undefined;
  /** Unknown fields in a request body count as differences: the real API refuses them. */
  checkRequest(request: WireRequest): readonly Difference[];
  checkAnswer(request: Pick<WireRequest, "method" | "path">, answer: WireAnswer): readonly Difference[];
  /** Judges a value by `components.schemas[name]`. */
  checkSchema(name: string, value: unknown): readonly Difference[];
};

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const documents = new Map<string, unknown>();

function documentOf(file: string): unknown {
  const known = documents.get(file);
  if (known !== undefined) return known;
  let document: unknown = parse(readFileSync(`${folder}${file}`, "utf8"));
  for (const repair of repairs) {
    if (repair.file === file) document = replaced(document, pointerParts(repair.at), repair.to);
  }
  documents.set(file, document);
  return document;
}

const pointerParts = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));

function replaced(node: unknown, parts: readonly string[], to: unknown): unknown {
  const [first, ...rest] = parts;
  if (first === undefined) return to;
  if (!isObject(node)) throw new Error(`No object at ${first}`);
  const members = { ...node, [first]: replaced(node[first], rest, to) };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function at(node: unknown, parts: readonly string[]): unknown {
  return parts.reduce<unknown>((here, part) => (isObject(here) ? here[part] : undefined), node);
}

/** ePayment's file points at the order-management file of one released version. */
const elsewhere: Readonly<Record<string, string>> = {
  "https://raw.githubusercontent.com/vippsas/vipps-order-management-api/2.3.24/docs/swagger.yaml":
    "order-management.2.3.24.yaml",
};

function resolved(file: string, node: unknown, depth = 0): { file: string; node: unknown } {
  if (depth > 20) throw new Error("References go in a circle");
  if (!isObject(node) || typeof node["$ref"] !== "string") return { file, node };
  const [target = "", pointer = ""] = node["$ref"].split("#");
  const next = target === "" ? file : (elsewhere[target] ?? target);
  const found = at(documentOf(next), pointerParts(pointer));
  if (found === undefined) throw new Error(`${file}: nothing at ${node["$ref"]}`);
  return resolved(next, found, depth + 1);
}

/** OpenAPI 3.0 schema to JSON Schema: references in-lined, `nullable` spelled out, unknown fields refused when closed. */
function jsonSchema(file: string, schema: unknown, closed: boolean): unknown {
  const here = resolved(file, schema);
  if (Array.isArray(here.node)) return here.node.map((item) => jsonSchema(here.file, item, closed));
  if (!isObject(here.node)) return here.node;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(here.node)) {
    if (key.startsWith("x-") || key === "example" || key === "description" || key === "discriminator") continue;
    if (key === "properties" && isObject(value)) {
      out[key] = Object.fromEntries(
        Object.entries(value).map(([name, property]) => [name, jsonSchema(here.file, property, closed)]),
      );
    } else if (key === "items" || key === "additionalProperties" || key === "not") {
      out[key] = jsonSchema(here.file, value, closed);
    } else if ((key === "oneOf" || key === "anyOf" || key === "allOf") && Array.isArray(value)) {
      out[key] = value.map((item) => jsonSchema(here.file, item, closed));
    } else if (key !== "nullable") {
      out[key] = value;
    }
  }
  if (closed && isObject(out["properties"]) && out["additionalProperties"] === undefined) {
    out["additionalProperties"] = false;
  }
  return here.node["nullable"] === true ? { anyOf: [out, { type: "null" }] } : out;
}

type Operation = {
  readonly name: string;
  readonly pattern: RegExp;
  readonly literalParts: number;
  readonly method: string;
  readonly file: string;
  readonly node: Json;
  readonly parameters: readonly Json[];
};

function operationsOf(file: string, document: Json): readonly Operation[] {
  const servers = document["servers"];
  const server = Array.isArray(servers) ? servers[0] : undefined;
  const address = isObject(server) ? server["url"] : undefined;
  const base = typeof address === "string" ? new URL(address).pathname.replace(/\/$/, "") : "";
  const found: Operation[] = [];
  for (const [template, item] of Object.entries(isObject(document["paths"]) ? document["paths"] : {})) {
    const pathItem = resolved(file, item);
    if (!isObject(pathItem.node)) continue;
    const shared = Array.isArray(pathItem.node["parameters"]) ? pathItem.node["parameters"] : [];
    for (const method of ["get", "put", "post", "delete", "patch"]) {
      const node = pathItem.node[method];
      if (!isObject(node)) continue;
      const own = Array.isArray(node["parameters"]) ? node["parameters"] : [];
      const full = base + template;
      found.push({
        name: `${method.toUpperCase()} ${full}`,
        pattern: new RegExp(`^${full.replace(/[.]/g, "\\.").replace(/\{([^}]+)\}/g, "(?<$1>[^/]+)")}$`),
        literalParts: full.split("/").filter((part) => !part.startsWith("{")).length,
        method: method.toUpperCase(),
        file: pathItem.file,
        node,
        parameters: [...shared, ...own].map((p) => resolved(pathItem.file, p).node).filter(isObject),
      });
    }
  }
  return found.sort((a, b) => b.literalParts - a.literalParts);
}

const mediaType = (value: string | undefined): string => (value ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
const lowerCased = (headers: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function parsed(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, message: String(error) };
  }
}

/** Loads and bundles one official file. Throws when the folder is absent: ask `openApiPresent` first. */
export function loadOpenApi(file: ApiFile): OpenApi {
  const document = documentOf(file);
  if (!isObject(document)) throw new Error(`${file} is no OpenAPI document`);
  const operations = operationsOf(file, document);
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, unicodeRegExp: false, coerceTypes: false });
  addFormats(ajv);
  const compiled = new Map<string, ValidateFunction>();

  function judge(where: Difference["where"], inFile: string, schema: unknown, value: unknown, closed = false) {
    const key = `${inFile} ${closed} ${JSON.stringify(schema)}`;
    let validate = compiled.get(key);
    if (validate === undefined) {
      validate = ajv.compile(isObject(schema) ? Object(jsonSchema(inFile, schema, closed)) : true);
      compiled.set(key, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      (error): Difference => ({
        where,
        message: `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`.trim(),
      }),
    );
  }

  function find(method: string, path: string) {
    const bare = path.split("?")[0] ?? "";
    for (const operation of operations) {
      const match = operation.method === method.toUpperCase() ? operation.pattern.exec(bare) : null;
      if (match !== null) return { operation, parts: match.groups ?? {} };
    }
    return undefined;
  }

  function checkBody(inFile: string, content: unknown, type: string, body: string, closed: boolean): Difference[] {
    if (!isObject(content)) return [];
    const media = Object.entries(content).find(([name]) => mediaType(name) === mediaType(type));
    const chosen = media ?? Object.entries(content)[0];
    const wrongType: Difference[] =
      media === undefined
        ? [{ where: "content-type", message: `${type} is not one of ${Object.keys(content).join(", ")}` }]
        : [];
    const json = parsed(body);
    if (!json.ok) return [...wrongType, { where: "body", message: json.message }];
    const schema = isObject(chosen?.[1]) ? chosen[1]["schema"] : undefined;
    return [...wrongType, ...judge("body", inFile, schema, json.value, closed)];
  }

  /** Header and query values are text: a declared integer is read as one before it is judged. */
  function parameterValue(schema: unknown, text: string): unknown {
    const type = isObject(schema) ? schema["type"] : undefined;
    return type === "integer" && /^-?\d+$/.test(text) ? Number(text) : text;
  }

  return {
    operations: operations.map((operation) => operation.name),
    operationOf: (method, path) => find(method, path)?.operation.name,
    checkRequest(request) {
      const found = find(request.method, request.path);
      if (found === undefined) return [{ where: "operation", message: `no ${request.method} ${request.path}` }];
      const { operation, parts } = found;
      const headers = lowerCased(request.headers);
      const query = new URLSearchParams(request.path.split("?")[1] ?? "");
      const differences: Difference[] = [];
      for (const parameter of operation.parameters) {
        const name = String(parameter["name"]);
        const where: "path" | "query" | "header" =
          parameter["in"] === "path" ? "path" : parameter["in"] === "query" ? "query" : "header";
        const encoded = parts[name];
        const text =
          where === "path"
            ? encoded && decodeURIComponent(encoded)
            : where === "query"
              ? (query.get(name) ?? undefined)
              : headers.get(name.toLowerCase());
        if (text === undefined) {
          if (parameter["required"] === true) differences.push({ where, message: `${name} is missing` });
          continue;
        }
        const value = parameterValue(parameter["schema"], text);
        differences.push(
          ...judge(where, operation.file, parameter["schema"], value).map(
            (difference): Difference => ({
              where,
              message: `${name}: ${difference.message}`,
            }),
          ),
        );
      }
      const requestBody = resolved(operation.file, operation.node["requestBody"]);
      if (isObject(requestBody.node)) {
        if (request.body === undefined || request.body === "") {
          if (requestBody.node["required"] === true) differences.push({ where: "body", message: "is missing" });
        } else {
          const type = headers.get("content-type") ?? "";
          differences.push(...checkBody(requestBody.file, requestBody.node["content"], type, request.body, true));
        }
      } else if (request.body !== undefined && request.body !== "") {
        differences.push({ where: "body", message: "this operation declares no body" });
      }
      return differences;
    },
    checkAnswer(request, answer) {
      const found = find(request.method, request.path);
      if (found === undefined) return [{ where: "operation", message: `no ${request.method} ${request.path}` }];
      const responses = found.operation.node["responses"];
      const declared = isObject(responses) ? (responses[String(answer.status)] ?? responses["default"]) : undefined;
      if (declared === undefined) {
        return [{ where: "status", message: `${answer.status} is not declared for ${found.operation.name}` }];
      }
      const response = resolved(found.operation.file, declared);
      const content = isObject(response.node) ? response.node["content"] : undefined;
      if (content === undefined) return [];
      const type = lowerCased(answer.headers).get("content-type") ?? "";
      return checkBody(response.file, content, type, answer.body ?? "", false);
    },
    checkSchema(name, value) {
      return judge("body", file, { $ref: `#/components/schemas/${name}` }, value);
    },
  };
}
