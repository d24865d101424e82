import { describe, expect, test } from "vitest";
import { HOST_TIMED, NO_INPUTS } from "../../../hardware/dispensing/speech.ts";
import { encodeFramed, framedMessages } from "../../../hardware/frames/framed/framed.ts";
import { withCrc16 } from "../../../hardware/frames/modbus/crc16.ts";
import type { EmulatedPort } from "../../../simulator/devices/emulated-port.ts";
import { type Family, openRig } from "./board-rig.ts";
import { FAMILIES, MODBUS } from "./families.ts";

function familyOf(driver: string): Family {
  const found = FAMILIES.find((family) => family.driver === driver);
  if (found === undefined) throw new Error(`no family ${driver}`);
  return found;
}

/** The family's driver with something else than its board on the line. */
function withStranger(family: Family, answer: (bytes: Uint8Array) => Uint8Array | undefined): Family {
  return {
    ...family,
    emulate: (options) => {
      const emulated = family.emulate(options);
      const device = (port: EmulatedPort) =>
        port.onBytes((bytes) => {
          emulated.requests.push(bytes);
          const said = answer(bytes);
          if (said !== undefined) port.write(said);
        });
      return { ...emulated, device };
    },
  };
}

async function complaintOf(family: Family): Promise<{ what: string; requests: readonly Uint8Array[] }> {
  const rig = openRig(family);
  await rig.ticker.advance(4_000);
  expect(rig.board.sellable("A1")).toBe(false);
  return { what: rig.board.condition().what, requests: rig.emulated.requests };
}

const hello = (rest: readonly number[]) => (bytes: Uint8Array) => {
  const [heard] = framedMessages().hear(bytes);
  if (heard?.kind !== "frame") return undefined;
  return encodeFramed({ number: heard.frame.number, command: 0x81, rest: Uint8Array.from(rest) });
};

describe("something else on the line", () => {
  test("than a Devantech board is recognised before anything is switched", async () => {
    const { what, requests } = await complaintOf(withStranger(familyOf("devantech"), () => Uint8Array.of(3, 3)));
    expect(what).toBe("Another device than a Devantech board answers on this line.");
    expect(new Set(requests.map(([byte]) => byte))).toEqual(new Set([0x5a]));
  });

  test("that says nothing to a Devantech or Numato question gets nothing else", async () => {
    const silent = () => undefined;
    expect((await complaintOf(withStranger(familyOf("devantech"), silent))).what).toContain(
      "does not say who it is",
    );
    expect((await complaintOf(withStranger(familyOf("numato"), silent))).what).toContain(
      "does not say its version",
    );
  });

  test("a framed board of another version, or with too few outputs, or one that talks nonsense", async () => {
    const framed = familyOf("framed");
    expect((await complaintOf(withStranger(framed, hello([2, 8, 8])))).what).toContain("another version");
    expect((await complaintOf(withStranger(framed, hello([1, 4, 8])))).what).toContain(
      "has 4 outputs; 8 are configured",
    );
    expect((await complaintOf(withStranger(framed, hello([1])))).what).toContain("does not greet");
  });
});

test("a small KMTronic board is read channel by channel, and sells", async () => {
  const rig = openRig({ ...familyOf("kmtronic"), channels: 2, pulseMs: 800 });
  await rig.ready();
  expect((await rig.vend("A2")).is).toBe("dropped");
  rig.emulated.faults.push(...Array.from({ length: 20 }, () => "silent" as const));
  expect((await rig.vend("A1")).is).toBe("not-dropped");
  expect(rig.emulated.bench.pulses(1)).toBe(0);
});

test("a Modbus board that fails while it carries out a pulse leaves the outcome open until the sensor decides", async () => {
  let isArmed = false;
  const rig = openRig({
    ...MODBUS,
    emulate: (options) => {
      const emulated = MODBUS.emulate(options);
      return {
        ...emulated,
        device: (port) =>
          emulated.device({
            ...port,
            write: (bytes) => {
              const isPulse = isArmed && bytes[1] === 5 && bytes[2] === 2;
              port.write(isPulse ? withCrc16(Uint8Array.of(1, 0x85, 4)) : bytes);
            },
          }),
      };
    },
  });
  await rig.ready();
  isArmed = true;
  const outcome = await rig.vend("A1");
  expect(outcome.is).toBe("dropped");
  expect(outcome.evidence).toContain("the device failed (code 4)");
});

test("boards without inputs or clocks say so when they are asked all the same", async () => {
  expect(HOST_TIMED.boardTimedMs()).toBeUndefined();
  expect((await HOST_TIMED.startPulse()).is).toBe("refused");
  expect((await NO_INPUTS.readInputs()).is).toBe("unread");
});
