import { parseSync } from "vite";

/** One import of any kind: a statement, a re-export, `import()` or a type query. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Erased as a whole. `import { type X }` is not: its module is still loaded. */
  readonly typeOnly: boolean;
  /** As the other file calls them; `*` for all of it. */
  readonly names: readonly string[];
}

/** A word that only certain files may use. */
export interface Mark {
  readonly kind: "ipcMain" | "fetch" | "window.till" | "file input" | "computed import";
  readonly line: number;
}

export interface Syntax {
  readonly imports: readonly Import[];
  readonly marks: readonly Mark[];
}

type Tree = Readonly<Record<string, unknown>>;

/** Reads the imports and marks of one TypeScript file. @throws when it cannot be parsed */
export function readSyntax(path: string, text: string): Syntax {
  const parsed = parseSync(path, text);
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors.map((each) => each.message).join("; ")}`);
  const imports: Import[] = [];
  const marks: Mark[] = [];
  const lineOf = (node: Tree) => text.slice(0, Number(node["start"])).split("\n").length;
  walk(parsed.program, undefined, (node, parent) => {
    const found = importIn(node);
    if (found !== undefined) imports.push({ ...found, line: lineOf(node) });
    const kind = markIn(node, parent);
    if (kind !== undefined) marks.push({ kind, line: lineOf(node) });
  });
  return { imports, marks };
}

function walk(
  node: unknown,
  parent: Tree | undefined,
  visit: (node: Tree, parent: Tree | undefined) => void,
): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, parent, visit);
  } else if (isTree(node)) {
    const own = typeof node["type"] === "string" ? node : parent;
    if (own === node) visit(node, parent);
    for (const value of Object.values(node)) if (typeof value === "object") walk(value, own, visit);
  }
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}

function importIn(node: Tree): Omit<Import, "line"> | undefined {
  switch (node["type"]) {
    case "ImportDeclaration":
      return from(node["source"], node["importKind"] === "type", namesIn(node["specifiers"], "imported"));
    case "ExportNamedDeclaration":
      return from(node["source"], node["exportKind"] === "type", namesIn(node["specifiers"], "local"));
    case "ExportAllDeclaration":
      return from(node["source"], node["exportKind"] === "type", ["*"]);
    case "ImportExpression":
      return from(node["source"], false, ["*"]);
    case "TSImportType":
      return from(node["source"], true, ["*"]);
    case "TSExternalModuleReference":
      return from(node["expression"], false, ["*"]);
    case "CallExpression":
      return nameOf(node["callee"]) === "require" ? from(first(node["arguments"]), false, ["*"]) : undefined;
    default:
      return undefined;
  }
}

function from(source: unknown, typeOnly: boolean, names: readonly string[]): Omit<Import, "line"> | undefined {
  const specifier = textOf(source);
  return specifier === undefined ? undefined : { specifier, typeOnly, names };
}

function namesIn(specifiers: unknown, key: "imported" | "local"): readonly string[] {
  if (!Array.isArray(specifiers)) return [];
  return specifiers.filter(isTree).map((each) => {
    if (each["type"] === "ImportNamespaceSpecifier") return "*";
    if (each["type"] === "ImportDefaultSpecifier") return "default";
    return nameOf(each[key]) ?? textOf(each[key]) ?? "*";
  });
}

function markIn(node: Tree, parent: Tree | undefined): Mark["kind"] | undefined {
  switch (node["type"]) {
    case "Identifier":
      return identifierMark(node, parent);
    case "ImportExpression":
      return textOf(node["source"]) === undefined ? "computed import" : undefined;
    case "MemberExpression": {
      const object = nameOf(node["object"]) ?? "";
      if (!["window", "globalThis", "self"].includes(object)) return undefined;
      const property = nameOf(node["property"]) ?? textOf(node["property"]);
      if (property === "till") return "window.till";
      return property === "fetch" ? "fetch" : undefined;
    }
    case "JSXOpeningElement":
      return nameOf(node["name"]) === "input" && isFileInput(node["attributes"]) ? "file input" : undefined;
    default:
      return undefined;
  }
}

function identifierMark(node: Tree, parent: Tree | undefined): Mark["kind"] | undefined {
  if (node["name"] === "ipcMain") return "ipcMain";
  if (node["name"] !== "fetch" || parent === undefined) return undefined;
  const called = parent["type"] === "CallExpression" && parent["callee"] === node;
  const handedOn = parent["type"] === "CallExpression" && parent["callee"] !== node;
  const assigned = parent["type"] === "VariableDeclarator" && parent["init"] === node;
  return called || handedOn || assigned ? "fetch" : undefined;
}

function isFileInput(attributes: unknown): boolean {
  if (!Array.isArray(attributes)) return false;
  return attributes.filter(isTree).some((each) => {
    if (each["type"] !== "JSXAttribute" || nameOf(each["name"]) !== "type") return false;
    const value = each["value"];
    const inner = isTree(value) && value["type"] === "JSXExpressionContainer" ? value["expression"] : value;
    return textOf(inner) === "file";
  });
}

function nameOf(node: unknown): string | undefined {
  return isTree(node) && typeof node["name"] === "string" ? node["name"] : undefined;
}

function textOf(node: unknown): string | undefined {
  if (!isTree(node)) return undefined;
  if (node["type"] === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node["type"] !== "TemplateLiteral" || !Array.isArray(node["quasis"]) || node["quasis"].length !== 1) return;
  const quasi: unknown = node["quasis"][0];
  const value = isTree(quasi) ? quasi["value"] : undefined;
  return isTree(value) && typeof value["cooked"] === "string" ? value["cooked"] : undefined;
}

function first(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}
