"""How pages are found: the public corpus, the engines that index it, and the search pages."""
