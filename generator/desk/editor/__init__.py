"""What editors need to help while a story is typed: the fields go in, JSON schemas come out.

This room never accepts what the check would refuse.
"""

from generator.desk.editor.schema import schema_text, write_schemas

__all__ = ["schema_text", "write_schemas"]
