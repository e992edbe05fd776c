"""Annual reports in files that anybody published: web pages, Word files, and the JSON form."""
