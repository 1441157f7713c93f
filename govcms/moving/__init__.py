"""Carries an installation on SQLite and disk over to PostgreSQL and an S3 store."""
