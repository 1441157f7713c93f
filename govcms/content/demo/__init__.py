"""The demo: an invented country's agencies, their words, pictures and documents."""
