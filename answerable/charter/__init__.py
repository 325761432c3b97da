"""The charter: what was promised, when it falls due, and whether it was kept.

Pure: no Django, no network, no "now". The moment is always passed in.
"""
