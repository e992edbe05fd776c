"""`python -m gongkai.command`: the same command where no script is installed."""

from gongkai.command import main

raise SystemExit(main())
