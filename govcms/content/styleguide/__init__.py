"""The styleguide: every component, block and page type, in each preset, with the code to copy."""
