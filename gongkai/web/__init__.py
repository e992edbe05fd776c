"""Base templates, components, style, scripts, search."""
