"""The other half of bench_page: a project as ``wagtail start`` makes it, with the same content."""
