"""An installation on SQLite and disk that goes on on servers."""
