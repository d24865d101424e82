/* A Modbus RTU slave of libmodbus on the given port: 16 coils, 16 inputs of which 1, 4 and 9 are active, 32 registers. */
#include <errno.h>
#include <modbus.h>
#include <stdio.h>

int main(int argc, char **argv) {
  uint8_t query[MODBUS_RTU_MAX_ADU_LENGTH];
  modbus_t *slave = argc > 1 ? modbus_new_rtu(argv[1], 9600, 'N', 8, 1) : NULL;
  modbus_mapping_t *held = modbus_mapping_new(16, 16, 32, 0);
  if (slave == NULL || held == NULL) return 2;
  held->tab_input_bits[0] = held->tab_input_bits[3] = held->tab_input_bits[8] = 1;
  for (int number = 0; number < 32; number++) held->tab_registers[number] = 100 + number;
  modbus_set_slave(slave, 1);
  if (modbus_connect(slave) == -1) return 3;
  puts("ready");
  fflush(stdout);
  for (;;) {
    int length = modbus_receive(slave, query);
    if (length > 0) modbus_reply(slave, query, length, held);
    else if (length == -1 && errno == EIO) return 0;
  }
}
