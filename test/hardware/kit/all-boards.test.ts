import { createExampleBoard, EXAMPLE } from "../../../hardware/drivers/example/example-board.ts";
import { createVmcBoard } from "../../../hardware/drivers/vmc/vmc-board.ts";
import { VMC } from "../../../hardware/frames/vmc/vmc.ts";
import { createVmcBoardEmulator } from "../../../simulator/devices/boards/vmc-board.ts";
import { FAMILIES } from "../drivers/families.ts";
import { conforms } from "./conformance.ts";
import { createExampleBoardEmulator } from "./example-emulator.ts";

for (const family of FAMILIES) conforms({ family });

conforms({
  hasOutputs: false,
  speaksFirst: true,
  wiring: { dropWindowMs: 8_000 },
  family: {
    driver: "vmc",
    channels: 60,
    inputs: 1,
    pulseMs: 500,
    make: createVmcBoard,
    startsPulse: ([, , command]) => command === VMC.drive,
    emulate: createVmcBoardEmulator,
  },
});

conforms({
  family: {
    driver: "example",
    channels: 8,
    inputs: 8,
    pulseMs: 500,
    make: createExampleBoard,
    startsPulse: ([, command]) => command === EXAMPLE.on,
    emulate: createExampleBoardEmulator,
  },
});
