"""Copies of what is public: search index, feeds, site map."""
