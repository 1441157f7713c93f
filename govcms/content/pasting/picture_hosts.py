"""Where Google Docs keeps the pictures of what somebody copied: for a while, and for whoever has the address.

The editor's own browser asks for them, where Google lets it: no server of ours calls an address out of a clipboard.
Named one by one, since everybody's machines at Google have names under the same domain.
"""

PICTURE_HOSTS = [
    f"https://{name}.googleusercontent.com"
    for name in ("lh3", "lh4", "lh5", "lh6", "lh7", "lh7-rt", "lh7-us", "lh7-eu", "lh7-qw")
]
