"""The law and the sums: functions of plain values."""
