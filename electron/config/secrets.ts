import { dirname, resolve } from "node:path";
import type { Mismatch } from "./cross-checks.ts";
import { movesNoMoney } from "./play-money.ts";
import {
  type ConfiguredProvider,
  SECRET_FIELDS,
  type WrittenProvider,
  type WrittenSecret,
} from "./provider-schema.ts";
import { readSmallFile } from "./read-file.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Secrets end in HTTP headers, so they are words of visible ASCII. */
const SECRET_WORD = /^[\x21-\x7e]{1,400}$/;

/** Puts secrets where their references stood; a fault names the reference, never a value. */
export function withSecrets(
  provider: WrittenProvider,
  configFile: string,
  env: Environment,
): { readonly provider: ConfiguredProvider; readonly mismatches: readonly Mismatch[] } {
  const mismatches: Mismatch[] = [];
  const values = { clientId: "", clientSecret: "", subscriptionKey: "" };
  for (const name of SECRET_FIELDS) {
    const { value, from } = secretValue(provider[name], configFile, env);
    if (value !== undefined && SECRET_WORD.test(value)) values[name] = value;
    else
      mismatches.push({
        field: `provider.${name}`,
        expected: `printable characters without spaces in ${from}`,
        got: value === undefined ? "nothing there" : `a text of ${value.length} characters, not shown`,
      });
  }
  const practice = provider.practice ?? movesNoMoney(provider.baseUrl);
  return { provider: { ...provider, ...values, practice }, mismatches };
}

function secretValue(
  secret: WrittenSecret,
  configFile: string,
  env: Environment,
): { readonly value: string | undefined; readonly from: string } {
  if (typeof secret === "string") return { value: secret, from: "this field" };
  if ("env" in secret) return { value: env[secret.env], from: `the environment variable ${secret.env}` };
  const path = resolve(dirname(configFile), secret.file);
  const read = readSmallFile(path);
  return { value: read.ok ? read.text.replace(/\r?\n$/, "") : undefined, from: `the file ${path}` };
}
