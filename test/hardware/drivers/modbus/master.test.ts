import { describe, expect, test } from "vitest";
import { ModbusMaster } from "../../../../hardware/drivers/modbus/master.ts";
import { RTU } from "../../../../hardware/drivers/modbus/modbus-board.ts";
import { withCrc16 } from "../../../../hardware/frames/modbus/crc16.ts";
import type { ModbusAsk } from "../../../../hardware/frames/modbus/pdu.ts";
import { encodeRtu } from "../../../../hardware/frames/modbus/rtu.ts";
import { switchCoil } from "../../../../hardware/frames/modbus/waveshare.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import { hex } from "../../frames/stream-laws.ts";

const COILS: ModbusAsk = { ask: "read-coils", start: 0, count: 8 };
const INPUTS: ModbusAsk = { ask: "read-inputs", start: 0, count: 8 };
const reply = (pdu: string) => withCrc16(hex(`01 ${pdu}`));
const coils = (bits: string) => reply(`01 01 ${bits}`);

/** A master whose far end is this test: `sent` is what it said, `say` what it hears. */
function openMaster() {
  const ticker = new ManualTicker();
  const sent: Uint8Array[] = [];
  const master = new ModbusMaster({
    address: 1,
    framing: RTU,
    ticker,
    replyMs: 100,
    gapMs: 5,
    probes: [COILS, INPUTS],
  });
  master.up((bytes) => {
    sent.push(bytes);
    return Promise.resolve(true);
  });
  return { ticker, sent, master, say: (bytes: Uint8Array) => master.heard(bytes) };
}

describe("late replies", () => {
  test("are never taken for the answer to the same question asked again", async () => {
    const { ticker, sent, master, say } = openMaster();
    const first = master.ask(COILS);
    await ticker.advance(300);
    expect((await first).is).toBe("unanswered");
    const second = master.ask(COILS);
    await ticker.advance(10);
    // Another question goes first, to flush out the answer still owed.
    expect(sent[1]).toEqual(encodeRtu(1, INPUTS));
    say(coils("FF"));
    say(reply("02 01 00"));
    await ticker.advance(10);
    expect(sent[2]).toEqual(encodeRtu(1, COILS));
    say(coils("00"));
    await ticker.advance(1);
    expect(await second).toMatchObject({ is: "answered", answer: { bits: Uint8Array.of(0) } });
  });

  test("to a question that is still owed keep it from being asked when nothing else is answered either", async () => {
    const { ticker, sent, master } = openMaster();
    const owed = [master.ask(COILS), master.ask(INPUTS)];
    await ticker.advance(600);
    expect((await Promise.all(owed)).map(({ is }) => is)).toEqual(["unanswered", "unanswered"]);
    expect((await master.ask(COILS)).is).toBe("not-sent");
    expect(sent).toHaveLength(2);
    await ticker.advance(5_000);
    void master.ask(COILS);
    await ticker.advance(1);
    expect(sent).toHaveLength(3);
  });

  test("an urgent switching-off is sent whatever is owed, and its answer proves nothing", async () => {
    const { ticker, sent, master, say } = openMaster();
    const first = master.ask(switchCoil(1, false), { urgent: true });
    await ticker.advance(300);
    expect((await first).is).toBe("unanswered");
    const second = master.ask(switchCoil(1, false), { urgent: true });
    await ticker.advance(1);
    expect(sent).toHaveLength(2);
    say(encodeRtu(1, switchCoil(1, false)));
    await ticker.advance(1);
    expect((await second).is).toBe("unanswered");
  });

  test("an exception is not believed while a question of its function is owed", async () => {
    const { ticker, master, say } = openMaster();
    const first = master.ask(switchCoil(1, true));
    await ticker.advance(300);
    expect((await first).is).toBe("unanswered");
    const second = master.ask(switchCoil(2, true));
    await ticker.advance(1);
    say(reply("85 02"));
    await ticker.advance(300);
    expect((await second).is).toBe("unanswered");
  });
});

describe("an adapter that sends back what we say", () => {
  test("is found out by the first read, and its echo of a write is not taken for the board's answer", async () => {
    const { ticker, master, say } = openMaster();
    const read = master.ask(COILS);
    await ticker.advance(1);
    say(encodeRtu(1, COILS));
    say(coils("00"));
    await ticker.advance(10);
    expect((await read).is).toBe("answered");
    const write = master.ask(switchCoil(1, true));
    await ticker.advance(1);
    say(encodeRtu(1, switchCoil(1, true)));
    await ticker.advance(300);
    expect((await write).is).toBe("unanswered");
  });

  test("followed by the board's own answer is an answer", async () => {
    const { ticker, master, say } = openMaster();
    const read = master.ask(COILS);
    await ticker.advance(1);
    say(Uint8Array.of(0xff, ...encodeRtu(1, COILS), ...coils("00")));
    await ticker.advance(10);
    expect((await read).is).toBe("answered");
    const write = master.ask(switchCoil(1, true));
    await ticker.advance(1);
    say(encodeRtu(1, switchCoil(1, true)));
    say(encodeRtu(1, switchCoil(1, true)));
    await ticker.advance(1);
    expect((await write).is).toBe("answered");
  });
});

test("noise that looks like the beginning of a long reply does not hide the answer behind it", async () => {
  const { ticker, master, say } = openMaster();
  const read = master.ask(COILS);
  await ticker.advance(1);
  say(hex("01 03 F0"));
  say(coils("05"));
  await ticker.advance(1);
  expect(await read).toMatchObject({ is: "answered", answer: { bits: Uint8Array.of(5) } });
});

test("a reply of another length, function or address is no answer", async () => {
  const { ticker, master, say } = openMaster();
  const read = master.ask(COILS);
  await ticker.advance(1);
  say(reply("01 02 00 00"));
  say(reply("02 01 00"));
  say(withCrc16(hex("02 01 01 00")));
  await ticker.advance(300);
  expect((await read).is).toBe("unanswered");
});
