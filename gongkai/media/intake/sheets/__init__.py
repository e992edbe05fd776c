"""Spreadsheets (XLSX): every visible sheet as a table with the numbers as they are shown."""
