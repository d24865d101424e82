/** A request as text. Header names are lower case; `path` may carry a query. */
export type ApiRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** An answer as text; `encoding: "base64"` marks bytes (a PNG). */
export type ApiAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly encoding?: "base64";
};

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function jsonAnswer(status: number, value: unknown, type = "application/json"): ApiAnswer {
  return { status, headers: { "content-type": type }, body: JSON.stringify(value) };
}

export const emptyAnswer = (status: number): ApiAnswer => ({ status, headers: {}, body: "" });

/** The gateway in front of the APIs has an error shape of its own: 401, 403, 404, 429. */
export function gatewayAnswer(status: number, message: string, headers: Json = {}): ApiAnswer {
  const answer = jsonAnswer(status, { statusCode: status, message });
  return { ...answer, headers: { ...answer.headers, ...stringsOf(headers) } };
}

const stringsOf = (values: Json): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

export function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false };
    throw error;
  }
}

/** The same text for the same JSON value, whatever the order of members or the white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? "null";
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`).join(",")}}`;
}

export const pathOf = (request: ApiRequest): string => request.path.split("?")[0] ?? "";
export const queryOf = (request: ApiRequest): URLSearchParams =>
  new URLSearchParams(request.path.split("?").slice(1).join("?"));

/** The bare media type of a header value, lower case. */
export const mediaType = (value: string | undefined): string =>
  (value ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
