"""A Modbus RTU slave of pymodbus on the given port: 16 coils, 16 inputs of which 1, 4 and 9 are active, 32 registers."""
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartSerialServer
from pymodbus.transaction import ModbusRtuFramer

inputs = [1 if number in (1, 4, 9) else 0 for number in range(1, 17)]
slave = ModbusSlaveContext(
    co=ModbusSequentialDataBlock(0, [0] * 16),
    di=ModbusSequentialDataBlock(0, inputs),
    hr=ModbusSequentialDataBlock(0, [100 + number for number in range(32)]),
    ir=ModbusSequentialDataBlock(0, [0] * 8),
    zero_mode=True,
)
context = ModbusServerContext(slaves={1: slave}, single=False)
print("ready", flush=True)
StartSerialServer(context=context, framer=ModbusRtuFramer, port=sys.argv[1], baudrate=9600, timeout=0.05)
