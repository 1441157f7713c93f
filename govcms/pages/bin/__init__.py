"""What was deleted waits in its agency's bin for 30 days, and can be put back.

A deleted page is moved, with all below it, below the bin: a page that stands below the agency's root where
``tenants.tree`` recognises it by its path. Out there it has no address, is no draft of anybody's and is found
nowhere but on the agency's own screen "Bin".
"""
