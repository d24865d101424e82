import { type Fault, fault } from "../core/fault.ts";

/** The key set of one sales unit. Secrets: they live in this process's memory and in no fault, log or screen. */
export interface Keys {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptionKey: string;
  readonly merchantSerialNumber: string;
}

/** Who is calling, for the provider's support. At most 30 characters each. Source: HTTP headers, `Vipps-System-*`. */
export interface SystemNames {
  readonly name: string;
  readonly version: string;
  /** Where there is no notion of a plugin the two system values are repeated. */
  readonly pluginName?: string;
  readonly pluginVersion?: string;
}

export const SYSTEM_NAME_CHARACTERS_MAX = 30;

/** On every request, the token request included. */
export function identityHeaders(keys: Keys, system: SystemNames): Record<string, string> {
  return {
    "Ocp-Apim-Subscription-Key": keys.subscriptionKey,
    "Merchant-Serial-Number": keys.merchantSerialNumber,
    "Vipps-System-Name": system.name,
    "Vipps-System-Version": system.version,
    "Vipps-System-Plugin-Name": system.pluginName ?? system.name,
    "Vipps-System-Plugin-Version": system.pluginVersion ?? system.version,
  };
}

/** Whether these values can stand in a header at all. Names the field, never its value. */
export function headerFault(keys: Keys, system: SystemNames): Fault | undefined {
  if (!/^\d{4,7}$/.test(keys.merchantSerialNumber))
    return fault("config/invalid", "merchantSerialNumber must be 4 to 7 digits");
  for (const [field, value] of Object.entries(keys) as [string, string][])
    if (!isHeaderWord(value))
      return fault("config/invalid", `${field} must be 1 or more printable characters without spaces`);
  for (const [field, value] of Object.entries(system) as [string, string][])
    if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) || value.length > SYSTEM_NAME_CHARACTERS_MAX)
      return fault(
        "config/invalid",
        `system ${field} must be 1 to ${SYSTEM_NAME_CHARACTERS_MAX} printable characters, got ${value.length}`,
      );
  return undefined;
}

/** One word of visible ASCII: safe in a header, no way to smuggle in another one. */
export function isHeaderWord(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
