"""The command `gongkai`: what a person at the keyboard and other programs may ask for.

Each group of commands is a module of its own, imported when it is asked for: `convert` and
`--help` answer without starting Django.
"""

from gongkai.command.asking import main

__all__ = ["main"]
