"""Documents from elsewhere as blocks: what an editor copies from Word, Google Docs or Outlook.

``converting`` is a pure function from HTML to blocks; ``views`` are its two addresses in the admin.
"""
