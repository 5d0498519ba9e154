"""Drawings of time and of sources: plain values go in, places on a drawing come out.

This room never knows a story and never writes words of its own.
"""

from generator.outputs.drawing.axis import WIDE, Tick, text_width, ticks
from generator.outputs.drawing.chain import (
    NAME_LINE,
    NAME_SIZE,
    NOTE_LINE,
    NOTE_SIZE,
    SIGN,
    WIDTH,
    Connector,
    Drawing,
    Stop,
    StopKind,
    Wording,
    drawing_of,
)
from generator.outputs.drawing.chart import HEIGHT, ROW, Bar, Dot, Line, Scale, bars_of, has_values, line_of
from generator.outputs.drawing.eras import MOST, Era, eras_of
from generator.outputs.drawing.lanes import ROWS, Band, Mark, Shape, bands_of, bubble, marks_of
from generator.outputs.drawing.scale import NARROW, Frame, Happening, TimeStretch, frame_of, has_hours, stretches
from generator.outputs.drawing.timeline_tools import (
    CANCELLED,
    NO_STATUS,
    OWN,
    PLANNED,
    EntryFacts,
    entry_attributes,
    tools,
)

__all__ = [
    "Band",
    "Bar",
    "CANCELLED",
    "Connector",
    "Dot",
    "Drawing",
    "Era",
    "EntryFacts",
    "Frame",
    "HEIGHT",
    "Happening",
    "Line",
    "MOST",
    "Mark",
    "NAME_LINE",
    "NAME_SIZE",
    "NARROW",
    "NOTE_LINE",
    "NOTE_SIZE",
    "NO_STATUS",
    "OWN",
    "PLANNED",
    "ROW",
    "ROWS",
    "SIGN",
    "Scale",
    "Shape",
    "Stop",
    "StopKind",
    "TimeStretch",
    "Tick",
    "WIDE",
    "WIDTH",
    "Wording",
    "bands_of",
    "bars_of",
    "bubble",
    "drawing_of",
    "entry_attributes",
    "eras_of",
    "frame_of",
    "has_hours",
    "has_values",
    "line_of",
    "marks_of",
    "stretches",
    "text_width",
    "ticks",
    "tools",
]
