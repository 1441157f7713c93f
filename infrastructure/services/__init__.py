"""Real servers on this machine: PostgreSQL, Elasticsearch, an S3 file store and a cache."""
