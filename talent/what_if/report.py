"""What page, command and exports say of a scenario: one study, one answer, one text."""

from talent.what_if.answering import answer
from talent.what_if.lines import lines, partial_text
from talent.what_if.study import Study, current, study

__all__ = ["Study", "answer", "current", "lines", "partial_text", "study"]
