"""Presentations (PPTX): one section a slide, and copies without notes."""
