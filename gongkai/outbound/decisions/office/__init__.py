"""The office of licences and penalties: batches, importing, single decisions, 今日."""
