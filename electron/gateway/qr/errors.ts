import type { Answered } from "../api.ts";
import { supportId } from "../plain.ts";
import type { Said } from "../refusal.ts";
import { problem } from "./shapes.ts";

/** A code or token that is old, foreign or misread: nothing is wrong with the request, the customer tries again. */
const ABOUT_THE_CUSTOMER: readonly string[] = ["qrcode", "customertoken", "customer.customertoken"];

/** The API has no numeric codes: the field it complains about, or its title, is all there is. */
export function said(reply: Answered): Said | undefined {
  const parsed = reply.json.parses ? problem.safeParse(reply.json.value) : undefined;
  if (parsed?.success !== true) return undefined;
  const { title, detail, instance, invalidParams, extraDetails } = parsed.data;
  const field = invalidParams?.[0] ?? extraDetails?.[0];
  const about = {
    code: field === undefined ? "no code" : `field ${field.name}`,
    otherwise: "gateway/bad-request",
    words: field?.reason ?? detail ?? title,
    supportId: supportId(instance ?? undefined),
  } as const;
  return ABOUT_THE_CUSTOMER.includes(field?.name.toLowerCase() ?? "")
    ? { ...about, listed: "gateway/customer-unreachable" }
    : about;
}
