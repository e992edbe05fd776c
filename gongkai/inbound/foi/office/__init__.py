"""The staff's screens of 复议, 诉讼 and 转主动公开."""
