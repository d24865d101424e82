import { dirname } from "node:path";
import { type ConfiguredDevice, deviceSchema } from "../../electron/config/device-schema.ts";
import { readJsonFile } from "../../electron/config/read-file.ts";
import { Wrong } from "./wrong.ts";

/** The devices a configuration names. Its other parts need not be right for that. */
export function configuredDevices(file: string): readonly ConfiguredDevice[] {
  const read = readJsonFile(file);
  if (!read.ok) throw new Wrong(`${file} in ${dirname(file)}: expected ${read.expected}, got ${read.got}.`);
  const { json } = read;
  if (typeof json !== "object" || json === null || !("devices" in json) || !Array.isArray(json.devices)) return [];
  return json.devices.map((written: unknown, at) => {
    const parsed = deviceSchema.safeParse(written);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Wrong(
      `${file}: devices[${at}].${issue?.path.join(".") ?? ""}: ${issue?.message ?? "is not a device"}.`,
    );
  });
}
