"""Settings: `base` for all, `local` for one computer, `production` for a platform, `test`."""
