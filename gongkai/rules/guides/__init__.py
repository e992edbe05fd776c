"""Guides the public relies on: to a service (办事指南), and to the information (信息公开指南)."""

from gongkai.rules.guides.doubts import GuideDoubt
from gongkai.rules.guides.lint import lint, missing_key_elements
from gongkai.rules.guides.service_guides import ServiceGuide

__all__ = ["GuideDoubt", "ServiceGuide", "lint", "missing_key_elements"]
