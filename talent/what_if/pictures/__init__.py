"""Pictures of a study: what it costs each year, how uncertain it is and why, and who is paid."""

from talent.what_if.pictures.paid import recipients
from talent.what_if.pictures.spread import fan
from talent.what_if.pictures.sway import tornado
from talent.what_if.pictures.yearly import cost

__all__ = ["cost", "fan", "recipients", "tornado"]
