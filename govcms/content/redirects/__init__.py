"""Old addresses: answered on public hosts, left behind by pages that move, kept and imported in the admin."""
