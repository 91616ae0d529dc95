"""Beside the form, or under it: the current field's help, and what the save will change."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pmtui.widgets.drawing.text_styles import toned
from pmtui.widgets.form.form_context import Effect

_LABEL = 17
_FOOT = 3


class BeforeSaving(Widget):
    """Help that wraps, and a line for each thing that changes; at the foot, one line of changes."""

    DEFAULT_CSS = """
    BeforeSaving {
        width: 44; height: 1fr; padding: 0 1 0 2; border-left: solid $foreground 20%; color: $foreground;
        &.-foot { width: 1fr; height: 3; border-left: none; padding: 0 1; }
    }
    """

    label: reactive[str] = reactive("")
    """The label of the current field."""
    help: reactive[str] = reactive("")
    """Its help."""
    effects: reactive[tuple[Effect, ...]] = reactive(())
    """What the save will change."""

    def render(self) -> Content:
        """The help, then the changes."""
        width = max(self.content_size.width, 8)
        arrow = toned(" ▸ ", "dim")
        if self.has_class("-foot"):
            head = Content.assemble(toned(f"{self.label}  ", "strong"), toned(self.help, "dim"))
            lines = head.wrap(width)[: _FOOT - 1]
            said = [
                Content.assemble(
                    toned(f"{each.label} ", "dim"), each.before or "none", arrow, each.after or "none"
                )
                for each in self.effects
            ]
            line = Content("   ").join(said)
            return Content("\n").join([*lines, line.truncate(width, ellipsis=True)])
        lines = [toned(self.label, "strong"), *toned(self.help, "dim").wrap(width), Content("")]
        if self.effects:
            lines += [Content(""), toned("Before you save", "strong")]
        for each in self.effects:
            label = toned(each.label, "dim").truncate(_LABEL, ellipsis=True, pad=True)
            change = Content.assemble(toned(each.before or "none", "dim"), arrow, each.after or "none")
            first, *rest = change.wrap(max(width - _LABEL - 1, 8))
            lines.append(Content.assemble(label, " ", first))
            lines += [Content(" " * (_LABEL + 1)) + line for line in rest]
        return Content("\n").join(lines)
