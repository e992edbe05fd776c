"""The staff's screens of boards: what hangs where, composing an issue, hanging and taking down."""
