import { createHash, createHmac } from "node:crypto";

/** The headers that prove a webhook came from the wallet. */
export type SignedHeaders = {
  readonly "x-ms-date": string;
  readonly "x-ms-content-sha256": string;
  readonly host: string;
  readonly authorization: string;
};

/**
 * Signs as Azure's HMAC scheme does: the method, the path and query of the registered address, then date, host and
 * content hash. The key is the secret's own text, not what it decodes to.
 */
export function signWebhook(secret: string, url: string, body: string, date: string): SignedHeaders {
  const { host, pathname, search } = new URL(url);
  const contentHash = createHash("sha256").update(body, "utf8").digest("base64");
  const text = `POST\n${pathname}${search}\n${date};${host};${contentHash}`;
  const signature = createHmac("sha256", secret).update(text, "utf8").digest("base64");
  return {
    "x-ms-date": date,
    "x-ms-content-sha256": contentHash,
    host,
    authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
  };
}
