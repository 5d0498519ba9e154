"""Room.

Nothing.
"""
