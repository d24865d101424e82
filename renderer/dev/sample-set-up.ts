import type { SetUpView } from "../../electron/ipc/contract.ts";

const CH340 = { vendorId: "1a86", productId: "7523" };

/** A machine on the day it is installed: one device in use, one that answered, and two that look alike being told apart. */
export const SAMPLE_SET_UP: SetUpView = {
  ports: [
    {
      path: "/dev/ttyACM0",
      adapter: "Epson printer",
      usb: { vendorId: "04b8", productId: "0202", serialNumber: "X5GZ012345" },
      twins: [],
      users: [{ id: "printer", state: "ready", what: "" }],
    },
    {
      path: "/dev/ttyUSB0",
      adapter: "FTDI adapter",
      usb: { vendorId: "0403", productId: "6001", serialNumber: "A10KZ7PL" },
      twins: [],
      users: [],
      answer: {
        is: "found",
        what: 'a Modbus relay board at address 1 with 8 outputs and 8 inputs; "modbus-rtu" if it is Waveshare\'s, else "modbus-coils"',
        baudRate: 9_600,
        sure: "family",
      },
      lines:
        '{\n  "id": "board",\n  "kind": "dispenser",\n  "driver": "modbus-rtu",\n  "line": {\n    "kind": "serial",\n    "usb": {\n      "vendorId": "0403",\n      "productId": "6001",\n      "serialNumber": "A10KZ7PL"\n    },\n    "baudRate": 9600\n  },\n  "address": 1,\n  "channels": 8,\n  "slots": [{"slot":"A1","channel":1}]\n}',
    },
    {
      path: "/dev/ttyUSB1",
      adapter: "CH340 adapter",
      usb: { ...CH340, socket: "1-1.3:1.0" },
      twins: ["/dev/ttyUSB2"],
      users: [],
    },
    {
      path: "/dev/ttyUSB2",
      adapter: "CH340 adapter",
      usb: { ...CH340, socket: "1-1.4:1.0" },
      twins: ["/dev/ttyUSB1"],
      users: [],
      answer: { is: "silent", what: "Nobody answered.", sure: "none" },
      chosenBy: "cable",
    },
    { path: "/dev/ttyS0", twins: [], users: [] },
  ],
  missing: [{ id: "scanner", what: "No USB device 0c2e:0b61 is plugged in; check its cable and power." }],
  underWay: {
    is: "which",
    paths: ["/dev/ttyUSB1", "/dev/ttyUSB2"],
    secondsLeft: 41,
    secondsTotal: 60,
    away: "/dev/ttyUSB1",
  },
};
