import { z } from "zod";
import { type Fault, fault } from "../core/fault.ts";
import type { Answered } from "./api.ts";
import { supportId } from "./plain.ts";
import type { Said } from "./refusal.ts";

const problem = z.object({
  title: z.string().optional(),
  instance: z.string().nullish(),
  invalidParams: z.array(z.object({ name: z.string(), reason: z.string() })).nullish(),
});

/** Order Management has no numeric codes: a field, or a title. */
export function said(reply: Answered): Said | undefined {
  const parsed = reply.json.parses ? problem.safeParse(reply.json.value) : undefined;
  if (parsed?.success !== true) return undefined;
  const field = parsed.data.invalidParams?.[0];
  return {
    code: field === undefined ? "no code" : `field ${field.name}`,
    otherwise: "gateway/bad-request",
    words: field?.reason ?? parsed.data.title,
    supportId: supportId(parsed.data.instance ?? undefined),
  };
}

export function imageIdFault(imageId: string | undefined): Fault | undefined {
  return imageId === undefined || /^[0-9A-Za-z\-_.]{1,128}$/.test(imageId)
    ? undefined
    : fault("gateway/bad-request", "imageId must be 1 to 128 letters, digits, hyphens, underscores and dots");
}

/** `field` as the API calls it: `orderDetailsUrl` in version 2, `url` in version 3. */
export function linkFault(field: string, url: string): Fault | undefined {
  return URL.canParse(url) && url.startsWith("https://")
    ? undefined
    : fault("gateway/bad-request", `${field} must use https`);
}
